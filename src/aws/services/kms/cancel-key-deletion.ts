import type { CancelKeyDeletionRequest, CancelKeyDeletionResponse } from '@aws-sdk/client-kms'
import { keys } from '../../../model/kms/tables.ts'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { findKeyWithoutAlias } from './find-key.ts'

/** Keeps a key that was pending deletion. It stays disabled. */
export const cancelKeyDeletion: Operation<CancelKeyDeletionRequest, CancelKeyDeletionResponse> = (
  tx,
  request,
  { now },
) => {
  const key = findKeyWithoutAlias(tx, request.KeyId ?? '', now)
  if (key.state !== 'PendingDeletion') {
    throw new Fault('KMSInvalidStateException', `${key.arn} is not pending deletion.`)
  }
  const { deletionMs: _deletionMs, deletionWindowDays: _deletionWindowDays, ...kept } = key
  tx.put(keys, key.keyId, { ...kept, state: 'Disabled' })
  return { KeyId: key.arn }
}
