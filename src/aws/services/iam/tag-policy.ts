import type { TagPolicyRequest } from '@aws-sdk/client-iam'
import { managedPolicies } from '../../../model/iam/tables.ts'
import { findOwnPolicy } from './find-policy.ts'
import { addTags } from './tags.ts'
import type { Operation } from '../../operation.ts'

/** Adds tags to a managed policy. */
export const tagPolicy: Operation<TagPolicyRequest, void> = (tx, { PolicyArn, Tags }, context) => {
  const policy = findOwnPolicy(tx, PolicyArn, 'TagPolicy', context)
  tx.put(managedPolicies, policy.arn, { ...policy, tags: addTags(policy.tags, Tags, 'exact') })
}
