import type { ListPoliciesRequest, ListPoliciesResponse } from '@aws-sdk/client-iam'
import type { Policy } from '@aws-sdk/client-iam'
import { awsManagedPolicies } from '../../../model/iam/managed-policies.ts'
import { managedPolicies } from '../../../model/iam/tables.ts'
import { describeAwsPolicy, describePolicy } from './describe-policy.ts'
import { byName, listPage } from './list-page.ts'
import { policyUsage } from './policy-usage.ts'
import type { Operation } from '../../operation.ts'

/** Lists managed policies: of the account, of AWS, or both. */
export const listPolicies: Operation<ListPoliciesRequest, ListPoliciesResponse> = (tx, request) => {
  const { Scope: scope = 'All', PathPrefix: prefix = '/', OnlyAttached: onlyAttached = false } = request
  const usage = policyUsage(tx)
  const own = scope === 'AWS' ? [] : [...tx.all(managedPolicies)]
  const ofAws = scope === 'Local' ? [] : [...awsManagedPolicies().values()]
  const policies: Policy[] = [
    ...own.map((row) => describePolicy(row, usage(row.arn))),
    ...ofAws.map((policy) => describeAwsPolicy(policy, usage(policy.arn))),
  ]
  const found = policies
    .filter((policy) => policy.Path?.startsWith(prefix))
    .filter((policy) => !onlyAttached || isUsed(policy, request.PolicyUsageFilter))
    .sort(byName((policy) => policy.PolicyName ?? ''))
  const { items, more } = listPage(found, request, (policy) => policy.Arn ?? '')
  return { Policies: items, ...more }
}

/** Whether a policy is attached, or bounds somebody, as the filter asks. */
function isUsed(policy: Policy, filter: ListPoliciesRequest['PolicyUsageFilter']): boolean {
  const attached = (policy.AttachmentCount ?? 0) > 0
  const bounding = (policy.PermissionsBoundaryUsageCount ?? 0) > 0
  return filter === 'PermissionsBoundary' ? bounding : attached
}
