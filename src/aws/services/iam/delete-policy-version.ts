import type { DeletePolicyVersionRequest } from '@aws-sdk/client-iam'
import { managedPolicies } from '../../../model/iam/tables.ts'
import { Fault } from '../../fault.ts'
import { findPolicyVersion, versionNotFound } from './find-policy-version.ts'
import { findOwnPolicy, lookUpPolicy } from './find-policy.ts'
import type { Operation } from '../../operation.ts'

/** Deletes a version that is not the default. */
export const deletePolicyVersion: Operation<DeletePolicyVersionRequest, void> = (
  tx,
  { PolicyArn = '', VersionId = '' },
  context,
) => {
  if (!lookUpPolicy(tx, PolicyArn)) throw versionNotFound(PolicyArn, VersionId)
  const policy = findOwnPolicy(tx, PolicyArn, 'DeletePolicyVersion', context)
  const version = findPolicyVersion(policy, VersionId)
  if (VersionId === policy.defaultVersionId) {
    throw new Fault('DeleteConflict', 'Cannot delete the default version of a policy.')
  }
  const versions = policy.versions.filter((other) => other !== version)
  tx.put(managedPolicies, policy.arn, { ...policy, versions })
}
