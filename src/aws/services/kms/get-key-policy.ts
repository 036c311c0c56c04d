import type { GetKeyPolicyRequest, GetKeyPolicyResponse } from '@aws-sdk/client-kms'
import type { Operation } from '../../operation.ts'
import { findKeyWithoutAlias } from './find-key.ts'
import { policyName, requireDefaultPolicy } from './key-policy.ts'

/** Gives a key's policy. */
export const getKeyPolicy: Operation<GetKeyPolicyRequest, GetKeyPolicyResponse> = (tx, request, { now }) => {
  const key = findKeyWithoutAlias(tx, request.KeyId ?? '', now)
  requireDefaultPolicy(request.PolicyName)
  return { Policy: key.policy, PolicyName: policyName }
}
