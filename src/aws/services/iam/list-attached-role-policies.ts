import type { ListAttachedRolePoliciesRequest, ListAttachedRolePoliciesResponse } from '@aws-sdk/client-iam'
import { describeAttached } from './attached-policies.ts'
import { listPage } from './list-page.ts'
import { findRole } from './find-role.ts'
import type { Operation } from '../../operation.ts'

/** Lists the managed policies attached to a role. */
export const listAttachedRolePolicies: Operation<
  ListAttachedRolePoliciesRequest,
  ListAttachedRolePoliciesResponse
> = (tx, request) => {
  const attached = describeAttached(findRole(tx, request.RoleName), request.PathPrefix)
  const { items, more } = listPage(attached, request, (policy) => policy.PolicyArn ?? '')
  return { AttachedPolicies: items, ...more }
}
