import type { DisableKeyRequest } from '@aws-sdk/client-kms'
import { keys } from '../../../model/kms/tables.ts'
import type { Operation } from '../../operation.ts'
import { findKeyWithoutAlias } from './find-key.ts'
import { requireCustomerManaged, requireNotPendingDeletion } from './key-state.ts'

/** Keeps a key from being used in cryptography. */
export const disableKey: Operation<DisableKeyRequest, object> = (tx, request, context) => {
  const key = findKeyWithoutAlias(tx, request.KeyId ?? '', context.now)
  requireCustomerManaged(key, 'DisableKey', context)
  requireNotPendingDeletion(key)
  tx.put(keys, key.keyId, { ...key, state: 'Disabled' })
  return {}
}
