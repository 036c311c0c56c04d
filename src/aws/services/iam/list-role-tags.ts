import type { ListRoleTagsRequest, ListRoleTagsResponse } from '@aws-sdk/client-iam'
import { listPage } from './list-page.ts'
import { findRole } from './find-role.ts'
import type { Operation } from '../../operation.ts'

/** Lists the tags of a role. */
export const listRoleTags: Operation<ListRoleTagsRequest, ListRoleTagsResponse> = (tx, request) => {
  const { items, more } = listPage(findRole(tx, request.RoleName).tags, request, (tag) => tag.Key ?? '')
  return { Tags: items, ...more }
}
