import type { UpdateSecretRequest, UpdateSecretResponse } from '@aws-sdk/client-secrets-manager'
import type { SecretRow } from '../../../model/secretsmanager/secret.ts'
import { secrets } from '../../../model/secretsmanager/tables.ts'
import type { Transaction } from '../../../model/state.ts'
import type { Operation, RequestContext } from '../../operation.ts'
import { requireActiveSecret } from './find-secret.ts'
import { givenValue, requireToken } from './given-value.ts'
import { notImplemented } from './secret-faults.ts'
import { encryptSecret } from './secret-value.ts'
import { addVersion, decryptOrFail, putVersion, versionsOf } from './secret-versions.ts'

/** Changes a secret's description or key, and gives it a new current version where a value is given. */
export const updateSecret: Operation<UpdateSecretRequest, UpdateSecretResponse> = (tx, request, context) => {
  if (request.Type !== undefined) throw notImplemented('UpdateSecret with Type')
  const value = givenValue(request)
  const versionId = value && requireToken(request)
  const before = requireActiveSecret(tx, request.SecretId, context.now)
  const secret = changed(before, request, context.now)
  tx.put(secrets, secret.name, secret)
  if (secret.kmsKeyId !== before.kmsKeyId) encryptAnew(tx, secret, context)
  if (value && versionId !== undefined)
    addVersion(tx, secret, { versionId, value, stages: ['AWSCURRENT'] }, context)
  return { ARN: secret.arn, Name: secret.name, ...(versionId === undefined ? {} : { VersionId: versionId }) }
}

/** An empty key stands for the default one. */
function changed(before: SecretRow, { Description, KmsKeyId }: UpdateSecretRequest, now: number): SecretRow {
  const { description: oldDescription, kmsKeyId: oldKey, ...rest } = before
  const description = Description ?? oldDescription
  const kmsKeyId = KmsKeyId ?? oldKey
  return {
    ...rest,
    ...(description ? { description } : {}),
    ...(kmsKeyId ? { kmsKeyId } : {}),
    changedMs: now,
  }
}

/** A new key takes over the versions that are in use; deprecated ones stay under the old one, as in AWS. */
function encryptAnew(tx: Transaction, { arn, kmsKeyId }: SecretRow, context: RequestContext): void {
  for (const version of versionsOf(tx, arn)) {
    if (version.stages.length === 0) continue
    const value = decryptOrFail(tx, version, context)
    const { kmsKeyId: _oldKey, ...rest } = version
    const moved = { ...rest, ...(kmsKeyId === undefined ? {} : { kmsKeyId }) }
    putVersion(tx, { ...moved, ciphertext: encryptSecret(tx, moved, value, context) })
  }
}
