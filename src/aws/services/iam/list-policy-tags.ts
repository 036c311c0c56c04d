import type { ListPolicyTagsRequest, ListPolicyTagsResponse } from '@aws-sdk/client-iam'
import { findPolicy } from './find-policy.ts'
import { listPage } from './list-page.ts'
import type { Operation } from '../../operation.ts'

/** Lists the tags of a managed policy. */
export const listPolicyTags: Operation<ListPolicyTagsRequest, ListPolicyTagsResponse> = (tx, request) => {
  const found = findPolicy(tx, request.PolicyArn)
  const tags = found.owner === 'account' ? found.row.tags : []
  const { items, more } = listPage(tags, request, (tag) => tag.Key ?? '')
  return { Tags: items, ...more }
}
