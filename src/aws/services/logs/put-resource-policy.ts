import type { PutResourcePolicyRequest, PutResourcePolicyResponse } from '@aws-sdk/client-cloudwatch-logs'
import type { LogResourcePolicyRow } from '../../../model/logs/log-group.ts'
import { logResourcePolicies } from '../../../model/logs/tables.ts'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { invalidParameter } from './faults.ts'
import { describePolicy, refuseResourceScope } from './resource-policy.ts'

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html */
const MAX_POLICIES = 10

/** Keeps a resource policy of the account. */
export const putResourcePolicy: Operation<PutResourcePolicyRequest, PutResourcePolicyResponse> = (
  tx,
  request,
  context,
) => {
  refuseResourceScope(request)
  const { policyName, policyDocument } = request
  if (policyName === undefined || policyDocument === undefined) {
    throw invalidParameter('policyName and policyDocument must be specified.')
  }
  if (!isPolicy(policyDocument))
    throw invalidParameter('The specified policy document is not a valid JSON policy.')
  if (!tx.get(logResourcePolicies, policyName) && tx.count(logResourcePolicies) >= MAX_POLICIES) {
    throw new Fault('LimitExceededException', 'Resource limit exceeded.')
  }
  const row: LogResourcePolicyRow = { policyName, policyDocument, updatedMs: context.now }
  tx.put(logResourcePolicies, policyName, row)
  return { resourcePolicy: describePolicy(row) }
}

function isPolicy(document: string): boolean {
  try {
    const policy: unknown = JSON.parse(document)
    return typeof policy === 'object' && policy !== null && 'Statement' in policy
  } catch {
    return false
  }
}
