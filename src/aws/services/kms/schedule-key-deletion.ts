import type { ScheduleKeyDeletionRequest, ScheduleKeyDeletionResponse } from '@aws-sdk/client-kms'
import { keys } from '../../../model/kms/tables.ts'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { findKeyWithoutAlias } from './find-key.ts'
import { requireCustomerManaged, requireNotPendingDeletion } from './key-state.ts'

const DAY_MS = 86_400_000

/** Ends a key after a waiting period, during which it cannot be used. */
export const scheduleKeyDeletion: Operation<ScheduleKeyDeletionRequest, ScheduleKeyDeletionResponse> = (
  tx,
  request,
  context,
) => {
  const days = request.PendingWindowInDays ?? 30
  if (days < 7 || days > 30) {
    const bound = days < 7 ? 'greater than or equal to 7' : 'less than or equal to 30'
    const value = `Value '${days}' at 'pendingWindowInDays' failed to satisfy constraint`
    throw new Fault(
      'ValidationException',
      `1 validation error detected: ${value}: Member must have value ${bound}`,
    )
  }
  const key = findKeyWithoutAlias(tx, request.KeyId ?? '', context.now)
  requireCustomerManaged(key, 'ScheduleKeyDeletion', context)
  requireNotPendingDeletion(key)
  const deletionMs = context.now + days * DAY_MS
  tx.put(keys, key.keyId, { ...key, state: 'PendingDeletion', deletionMs, deletionWindowDays: days })
  return {
    KeyId: key.arn,
    DeletionDate: new Date(deletionMs),
    KeyState: 'PendingDeletion',
    PendingWindowInDays: days,
  }
}
