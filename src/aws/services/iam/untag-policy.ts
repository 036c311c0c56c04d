import type { UntagPolicyRequest } from '@aws-sdk/client-iam'
import { managedPolicies } from '../../../model/iam/tables.ts'
import { findOwnPolicy } from './find-policy.ts'
import { removeTags } from './tags.ts'
import type { Operation } from '../../operation.ts'

/** Takes tags from a managed policy. */
export const untagPolicy: Operation<UntagPolicyRequest, void> = (tx, { PolicyArn, TagKeys }, context) => {
  const policy = findOwnPolicy(tx, PolicyArn, 'UntagPolicy', context)
  tx.put(managedPolicies, policy.arn, { ...policy, tags: removeTags(policy.tags, TagKeys, 'exact') })
}
