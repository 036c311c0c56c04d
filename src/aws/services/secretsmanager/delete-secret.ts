import type { DeleteSecretRequest, DeleteSecretResponse } from '@aws-sdk/client-secrets-manager'
import { formatArn } from '../../../model/arn.ts'
import { secrets } from '../../../model/secretsmanager/tables.ts'
import type { Operation } from '../../operation.ts'
import { findSecret } from './find-secret.ts'
import { removeSecret } from './remove-secret.ts'
import { invalidParameter, invalidRequest, secretNotFound } from './secret-faults.ts'
import { requireSecretId } from './secret-id.ts'

const DAY_MS = 86_400_000

/** Marks a secret for deletion after a recovery window, or deletes it at once where that is forced. */
export const deleteSecret: Operation<DeleteSecretRequest, DeleteSecretResponse> = (tx, request, { now }) => {
  const { SecretId = '', RecoveryWindowInDays, ForceDeleteWithoutRecovery: force = false } = request
  if (force && RecoveryWindowInDays !== undefined) {
    throw invalidParameter(
      "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.",
    )
  }
  const days = RecoveryWindowInDays ?? 30
  if (days < 7 || days > 30) {
    throw invalidParameter('The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).')
  }
  const id = requireSecretId(SecretId)
  const secret = findSecret(tx, id, now)
  if (!secret) {
    if (!force) throw secretNotFound()
    // AWS forces the deletion of what is not there as well, so that a retry succeeds.
    const arn =
      id.kind === 'arn' ? id.arn : formatArn('secretsmanager', tx.region, tx.account, `secret:${id.name}`)
    return { ARN: arn, Name: id.name, DeletionDate: new Date(now) }
  }
  if (force) {
    removeSecret(tx, secret)
    return { ARN: secret.arn, Name: secret.name, DeletionDate: new Date(now) }
  }
  if (secret.deletedMs !== undefined) {
    throw invalidRequest(
      "You can't perform this operation on the secret because it was already scheduled for deletion.",
    )
  }
  const deletionMs = now + days * DAY_MS
  tx.put(secrets, secret.name, { ...secret, deletedMs: now, deletionMs })
  return { ARN: secret.arn, Name: secret.name, DeletionDate: new Date(deletionMs) }
}
