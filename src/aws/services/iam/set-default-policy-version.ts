import type { SetDefaultPolicyVersionRequest } from '@aws-sdk/client-iam'
import { managedPolicies } from '../../../model/iam/tables.ts'
import { findPolicyVersion, versionNotFound } from './find-policy-version.ts'
import { findOwnPolicy, lookUpPolicy } from './find-policy.ts'
import type { Operation } from '../../operation.ts'

/** Makes another version of a managed policy the one that counts. */
export const setDefaultPolicyVersion: Operation<SetDefaultPolicyVersionRequest, void> = (
  tx,
  { PolicyArn = '', VersionId = '' },
  context,
) => {
  if (!lookUpPolicy(tx, PolicyArn)) throw versionNotFound(PolicyArn, VersionId)
  const policy = findOwnPolicy(tx, PolicyArn, 'SetDefaultPolicyVersion', context)
  findPolicyVersion(policy, VersionId)
  tx.put(managedPolicies, policy.arn, { ...policy, defaultVersionId: VersionId, updatedAtMs: context.now })
}
