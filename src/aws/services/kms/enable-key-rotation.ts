import type { EnableKeyRotationRequest } from '@aws-sdk/client-kms'
import { keys } from '../../../model/kms/tables.ts'
import type { Operation } from '../../operation.ts'
import { findKeyWithoutAlias } from './find-key.ts'
import { requireCustomerManaged, requireUsable } from './key-state.ts'

const DAY_MS = 86_400_000
const DEFAULT_PERIOD_DAYS = 365

/** Turns automatic rotation on, or changes its period. Rotation is invisible: old ciphertexts stay readable. */
export const enableKeyRotation: Operation<EnableKeyRotationRequest, object> = (tx, request, context) => {
  const key = findKeyWithoutAlias(tx, request.KeyId ?? '', context.now)
  requireCustomerManaged(key, 'EnableKeyRotation', context)
  requireUsable(key)
  const periodDays = request.RotationPeriodInDays ?? key.rotation?.periodDays ?? DEFAULT_PERIOD_DAYS
  tx.put(keys, key.keyId, { ...key, rotation: { periodDays, nextMs: context.now + periodDays * DAY_MS } })
  return {}
}
