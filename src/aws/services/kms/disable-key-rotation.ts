import type { DisableKeyRotationRequest } from '@aws-sdk/client-kms'
import { keys } from '../../../model/kms/tables.ts'
import type { Operation } from '../../operation.ts'
import { findKeyWithoutAlias } from './find-key.ts'
import { requireCustomerManaged, requireUsable } from './key-state.ts'

/** Turns automatic rotation off. */
export const disableKeyRotation: Operation<DisableKeyRotationRequest, object> = (tx, request, context) => {
  const key = findKeyWithoutAlias(tx, request.KeyId ?? '', context.now)
  requireCustomerManaged(key, 'DisableKeyRotation', context)
  requireUsable(key)
  const { rotation: _rotation, ...kept } = key
  tx.put(keys, key.keyId, kept)
  return {}
}
