import type { CreatePolicyVersionRequest, CreatePolicyVersionResponse } from '@aws-sdk/client-iam'
import { managedPolicies } from '../../../model/iam/tables.ts'
import { Fault } from '../../fault.ts'
import { checkPolicy } from './check-policy.ts'
import { findOwnPolicy } from './find-policy.ts'
import { checkManagedPolicySize } from './policy-size.ts'
import type { Operation } from '../../operation.ts'
import { wholeSecond } from './whole-second.ts'

/** Adds a version to a managed policy, at most five at a time. */
export const createPolicyVersion: Operation<CreatePolicyVersionRequest, CreatePolicyVersionResponse> = (
  tx,
  request,
  context,
) => {
  const { PolicyArn = '', PolicyDocument: document = '', SetAsDefault: isDefault = false } = request
  const policy = findOwnPolicy(tx, PolicyArn, 'CreatePolicyVersion', context)
  checkPolicy(document, 'managed')
  checkManagedPolicySize(document)
  if (policy.versions.length >= 5) {
    const advice = 'Before you create a new version, you must delete an existing version.'
    throw new Fault('LimitExceeded', `A managed policy can have up to 5 versions. ${advice}`)
  }
  const versionId = `v${policy.nextVersion}`
  tx.put(managedPolicies, policy.arn, {
    ...policy,
    updatedAtMs: context.now,
    nextVersion: policy.nextVersion + 1,
    versions: [...policy.versions, { versionId, document, createdAtMs: context.now }],
    ...(isDefault && { defaultVersionId: versionId }),
  })
  const created = wholeSecond(context.now)
  return { PolicyVersion: { VersionId: versionId, IsDefaultVersion: isDefault, CreateDate: created } }
}
