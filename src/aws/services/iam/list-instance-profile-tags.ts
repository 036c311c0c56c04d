import type { ListInstanceProfileTagsRequest, ListInstanceProfileTagsResponse } from '@aws-sdk/client-iam'
import { findInstanceProfile } from './find-instance-profile.ts'
import { listPage } from './list-page.ts'
import type { Operation } from '../../operation.ts'

/** Lists the tags of an instance profile. */
export const listInstanceProfileTags: Operation<
  ListInstanceProfileTagsRequest,
  ListInstanceProfileTagsResponse
> = (tx, request) => {
  const profile = findInstanceProfile(tx, request.InstanceProfileName)
  const { items, more } = listPage(profile.tags, request, (tag) => tag.Key ?? '')
  return { Tags: items, ...more }
}
