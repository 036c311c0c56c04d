import type { CreatePolicyRequest, CreatePolicyResponse } from '@aws-sdk/client-iam'
import { managedPolicies } from '../../../model/iam/tables.ts'
import type { ManagedPolicyRow } from '../../../model/iam/rows.ts'
import { Fault } from '../../fault.ts'
import { checkPolicy } from './check-policy.ts'
import { describePolicy } from './describe-policy.ts'
import { iamArn, uniqueId } from './identifiers.ts'
import { checkManagedPolicySize } from './policy-size.ts'
import { addTags } from './tags.ts'
import type { Operation } from '../../operation.ts'
import { isTaken } from './is-taken.ts'

/** Creates a managed policy with its first version. */
export const createPolicy: Operation<CreatePolicyRequest, CreatePolicyResponse> = (tx, request, context) => {
  const { PolicyName: policyName = '', Path: path = '/', PolicyDocument: document = '' } = request
  const tags = addTags([], request.Tags, 'exact')
  checkPolicy(document, 'managed')
  checkManagedPolicySize(document)
  if (isTaken(tx.by(managedPolicies, 'folded', policyName.toLowerCase()))) {
    const message = `A policy called ${policyName} already exists. Duplicate names are not allowed.`
    throw new Fault('EntityAlreadyExists', message)
  }
  const policy: ManagedPolicyRow = {
    policyName,
    policyId: uniqueId('ANPA', context.fresh),
    arn: iamArn(context.account, 'policy', path, policyName),
    path,
    ...(request.Description !== undefined && { description: request.Description }),
    createdAtMs: context.now,
    updatedAtMs: context.now,
    defaultVersionId: 'v1',
    nextVersion: 2,
    versions: [{ versionId: 'v1', document, createdAtMs: context.now }],
    tags,
  }
  tx.put(managedPolicies, policy.arn, policy)
  const described = describePolicy(policy, { attachments: 0, boundaries: 0 })
  return { Policy: { ...described, ...(tags.length > 0 && { Tags: tags }) } }
}
