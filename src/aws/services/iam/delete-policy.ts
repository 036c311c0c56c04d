import type { DeletePolicyRequest } from '@aws-sdk/client-iam'
import { managedPolicies } from '../../../model/iam/tables.ts'
import { Fault } from '../../fault.ts'
import { findOwnPolicy } from './find-policy.ts'
import { policyUsage } from './policy-usage.ts'
import type { Operation } from '../../operation.ts'

/** Deletes a managed policy that nobody uses and that has one version left. */
export const deletePolicy: Operation<DeletePolicyRequest, void> = (tx, { PolicyArn }, context) => {
  const policy = findOwnPolicy(tx, PolicyArn, 'DeletePolicy', context)
  const { attachments, boundaries } = policyUsage(tx)(policy.arn)
  if (attachments + boundaries > 0) {
    throw new Fault('DeleteConflict', 'Cannot delete a policy attached to entities.')
  }
  if (policy.versions.length > 1) {
    const advice =
      "Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy."
    throw new Fault('DeleteConflict', `This policy has more than one version. ${advice}`)
  }
  tx.delete(managedPolicies, policy.arn)
}
