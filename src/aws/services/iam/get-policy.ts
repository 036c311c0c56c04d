import type { GetPolicyRequest, GetPolicyResponse } from '@aws-sdk/client-iam'
import { describeAwsPolicy, describePolicy } from './describe-policy.ts'
import { findPolicy } from './find-policy.ts'
import { policyUsage } from './policy-usage.ts'
import type { Operation } from '../../operation.ts'

/** Gives a managed policy, without its document. */
export const getPolicy: Operation<GetPolicyRequest, GetPolicyResponse> = (tx, { PolicyArn = '' }) => {
  const found = findPolicy(tx, PolicyArn)
  const usage = policyUsage(tx)(PolicyArn)
  if (found.owner === 'aws') return { Policy: { ...describeAwsPolicy(found.policy, usage), Tags: [] } }
  const { description, tags } = found.row
  const described = describePolicy(found.row, usage)
  return {
    Policy: { ...described, ...(description !== undefined && { Description: description }), Tags: [...tags] },
  }
}
