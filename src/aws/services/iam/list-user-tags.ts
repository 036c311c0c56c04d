import type { ListUserTagsRequest, ListUserTagsResponse } from '@aws-sdk/client-iam'
import { listPage } from './list-page.ts'
import { findUser } from './find-user.ts'
import type { Operation } from '../../operation.ts'

/** Lists the tags of a user. */
export const listUserTags: Operation<ListUserTagsRequest, ListUserTagsResponse> = (tx, request) => {
  const { items, more } = listPage(findUser(tx, request.UserName).tags, request, (tag) => tag.Key ?? '')
  return { Tags: items, ...more }
}
