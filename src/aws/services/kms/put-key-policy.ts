import type { PutKeyPolicyRequest } from '@aws-sdk/client-kms'
import { keys } from '../../../model/kms/tables.ts'
import type { Operation } from '../../operation.ts'
import { findKeyWithoutAlias } from './find-key.ts'
import { checkPolicy, requireDefaultPolicy } from './key-policy.ts'
import { requireCustomerManaged } from './key-state.ts'

/** Replaces a key's policy. */
export const putKeyPolicy: Operation<PutKeyPolicyRequest, object> = (tx, request, context) => {
  const policy = request.Policy ?? ''
  const key = findKeyWithoutAlias(tx, request.KeyId ?? '', context.now)
  requireCustomerManaged(key, 'PutKeyPolicy', context)
  requireDefaultPolicy(request.PolicyName)
  checkPolicy(policy, request.BypassPolicyLockoutSafetyCheck)
  tx.put(keys, key.keyId, { ...key, policy })
  return {}
}
