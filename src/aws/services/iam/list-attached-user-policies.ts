import type { ListAttachedUserPoliciesRequest, ListAttachedUserPoliciesResponse } from '@aws-sdk/client-iam'
import { describeAttached } from './attached-policies.ts'
import { listPage } from './list-page.ts'
import { findUser } from './find-user.ts'
import type { Operation } from '../../operation.ts'

/** Lists the managed policies attached to a user. */
export const listAttachedUserPolicies: Operation<
  ListAttachedUserPoliciesRequest,
  ListAttachedUserPoliciesResponse
> = (tx, request) => {
  const attached = describeAttached(findUser(tx, request.UserName), request.PathPrefix)
  const { items, more } = listPage(attached, request, (policy) => policy.PolicyArn ?? '')
  return { AttachedPolicies: items, ...more }
}
