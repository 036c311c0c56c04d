import type { GetKeyRotationStatusRequest, GetKeyRotationStatusResponse } from '@aws-sdk/client-kms'
import type { Operation } from '../../operation.ts'
import { findKeyWithoutAlias } from './find-key.ts'

/** AWS rotates its own keys every year, whatever the caller says. */
const MANAGED_PERIOD_DAYS = 365

/** Says whether a key is rotated automatically. */
export const getKeyRotationStatus: Operation<GetKeyRotationStatusRequest, GetKeyRotationStatusResponse> = (
  tx,
  request,
  { now },
) => {
  const key = findKeyWithoutAlias(tx, request.KeyId ?? '', now)
  if (key.manager === 'AWS') {
    return { KeyId: key.arn, KeyRotationEnabled: true, RotationPeriodInDays: MANAGED_PERIOD_DAYS }
  }
  const { rotation } = key
  if (!rotation || key.state === 'PendingDeletion') return { KeyId: key.arn, KeyRotationEnabled: false }
  return {
    KeyId: key.arn,
    KeyRotationEnabled: true,
    RotationPeriodInDays: rotation.periodDays,
    NextRotationDate: new Date(rotation.nextMs),
  }
}
