import type { RestoreSecretRequest, RestoreSecretResponse } from '@aws-sdk/client-secrets-manager'
import { secrets } from '../../../model/secretsmanager/tables.ts'
import type { Operation } from '../../operation.ts'
import { requireSecret } from './find-secret.ts'

/** Takes a deletion back while its recovery window lasts. */
export const restoreSecret: Operation<RestoreSecretRequest, RestoreSecretResponse> = (
  tx,
  request,
  { now },
) => {
  const secret = requireSecret(tx, request.SecretId, now)
  const { deletedMs: _deletedMs, deletionMs: _deletionMs, ...kept } = secret
  tx.put(secrets, secret.name, kept)
  return { ARN: secret.arn, Name: secret.name }
}
