import type { CreateSecretRequest, CreateSecretResponse } from '@aws-sdk/client-secrets-manager'
import { formatArn } from '../../../model/arn.ts'
import type { SecretRow } from '../../../model/secretsmanager/secret.ts'
import { secrets, secretVersionKey, secretVersions } from '../../../model/secretsmanager/tables.ts'
import type { Transaction } from '../../../model/state.ts'
import { Fault } from '../../fault.ts'
import type { Operation, RequestContext } from '../../operation.ts'
import { findSecret } from './find-secret.ts'
import { givenValue, requireToken } from './given-value.ts'
import { removeSecret } from './remove-secret.ts'
import { invalidRequest, notImplemented } from './secret-faults.ts'
import { checkNewName } from './secret-id.ts'
import { addTags } from './secret-tags.ts'
import type { SecretValue } from './secret-value.ts'
import { addVersion } from './secret-versions.ts'

const SUFFIX_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** Creates a secret, with a first version where a value is given. */
export const createSecret: Operation<CreateSecretRequest, CreateSecretResponse> = (tx, request, context) => {
  const name = request.Name ?? ''
  checkNewName(name)
  if (request.AddReplicaRegions) throw notImplemented('CreateSecret with AddReplicaRegions')
  if (request.Type !== undefined) throw notImplemented('CreateSecret with Type')
  const value = givenValue(request)
  const versionId = value && requireToken(request)
  const existing = findSecret(tx, { kind: 'name', name }, context.now)
  if (existing) return repeated(tx, existing, versionId, value, context)
  const gone = tx.get(secrets, name)
  if (gone) removeSecret(tx, gone)
  const secret = newSecret(tx, request, context)
  tx.put(secrets, name, secret)
  if (value && versionId !== undefined)
    addVersion(tx, secret, { versionId, value, stages: ['AWSCURRENT'] }, context)
  return { ARN: secret.arn, Name: name, ...(versionId === undefined ? {} : { VersionId: versionId }) }
}

function newSecret(tx: Transaction, request: CreateSecretRequest, { now, fresh }: RequestContext): SecretRow {
  const { Name: name = '', Description: description, KmsKeyId: kmsKeyId } = request
  return {
    arn: formatArn(
      'secretsmanager',
      tx.region,
      tx.account,
      `secret:${name}-${fresh.text(6, SUFFIX_ALPHABET)}`,
    ),
    name,
    ...(description ? { description } : {}),
    ...(kmsKeyId ? { kmsKeyId } : {}),
    createdMs: now,
    changedMs: now,
    tags: addTags([], request.Tags ?? []),
  }
}

/** The same request twice makes one secret; another one under its name is refused. */
function repeated(
  tx: Transaction,
  existing: SecretRow,
  versionId: string | undefined,
  value: SecretValue | undefined,
  context: RequestContext,
): CreateSecretResponse {
  if (existing.deletedMs !== undefined) {
    throw invalidRequest(
      "You can't create this secret because a secret with this name is already scheduled for deletion.",
    )
  }
  const known = versionId !== undefined && tx.get(secretVersions, secretVersionKey(existing.arn, versionId))
  if (!known || !value) {
    const message = `The operation failed because the secret ${existing.name} already exists.`
    throw new Fault('ResourceExistsException', message)
  }
  addVersion(tx, existing, { versionId: known.versionId, value, stages: [] }, context)
  return { ARN: existing.arn, Name: existing.name, VersionId: known.versionId }
}
