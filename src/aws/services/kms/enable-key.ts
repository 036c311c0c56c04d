import type { EnableKeyRequest } from '@aws-sdk/client-kms'
import { keys } from '../../../model/kms/tables.ts'
import type { Operation } from '../../operation.ts'
import { findKeyWithoutAlias } from './find-key.ts'
import { requireCustomerManaged, requireNotPendingDeletion } from './key-state.ts'

/** Lets a key be used again. */
export const enableKey: Operation<EnableKeyRequest, object> = (tx, request, context) => {
  const key = findKeyWithoutAlias(tx, request.KeyId ?? '', context.now)
  requireCustomerManaged(key, 'EnableKey', context)
  requireNotPendingDeletion(key)
  tx.put(keys, key.keyId, { ...key, state: 'Enabled' })
  return {}
}
