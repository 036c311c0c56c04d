import type { UpdateKeyDescriptionRequest } from '@aws-sdk/client-kms'
import { keys } from '../../../model/kms/tables.ts'
import type { Operation } from '../../operation.ts'
import { findKeyWithoutAlias } from './find-key.ts'
import { requireCustomerManaged, requireNotPendingDeletion } from './key-state.ts'

/** Replaces a key's description. */
export const updateKeyDescription: Operation<UpdateKeyDescriptionRequest, object> = (
  tx,
  request,
  context,
) => {
  const key = findKeyWithoutAlias(tx, request.KeyId ?? '', context.now)
  requireCustomerManaged(key, 'UpdateKeyDescription', context)
  requireNotPendingDeletion(key)
  tx.put(keys, key.keyId, { ...key, description: request.Description ?? '' })
  return {}
}
