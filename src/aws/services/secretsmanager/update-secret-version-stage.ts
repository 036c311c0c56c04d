import type {
  UpdateSecretVersionStageRequest,
  UpdateSecretVersionStageResponse,
} from '@aws-sdk/client-secrets-manager'
import { secrets, secretVersionKey, secretVersions } from '../../../model/secretsmanager/tables.ts'
import type { Transaction } from '../../../model/state.ts'
import type { Operation } from '../../operation.ts'
import { requireActiveSecret } from './find-secret.ts'
import { invalidParameter, versionNotFound } from './secret-faults.ts'
import { moveStage, versionAt } from './secret-versions.ts'

/** Moves a staging label from one version to another, adds it, or takes it away. */
export const updateSecretVersionStage: Operation<
  UpdateSecretVersionStageRequest,
  UpdateSecretVersionStageResponse
> = (tx, request, context) => {
  const { VersionStage: stage = '', RemoveFromVersionId: from, MoveToVersionId: to } = request
  const secret = requireActiveSecret(tx, request.SecretId, context.now)
  if (from === undefined && to === undefined) {
    throw invalidParameter('You must specify at least one of RemoveFromVersionId and MoveToVersionId.')
  }
  for (const versionId of [from, to]) requireVersion(tx, secret.arn, versionId)
  const holder = versionAt(tx, secret.arn, stage)?.versionId
  if (from !== undefined && holder !== from) {
    throw invalidParameter(`The staging label ${stage} is not attached to version ${from}.`)
  }
  if (from === undefined && holder !== undefined && holder !== to) {
    const attached = `Staging label ${stage} is currently attached to version ${holder}`
    throw invalidParameter(
      `The parameter RemoveFromVersionId can't be empty. ${attached}, so you must explicitly reference that version in RemoveFromVersionId.`,
    )
  }
  if (to === undefined && stage === 'AWSCURRENT') {
    throw invalidParameter(
      "You can only move staging label AWSCURRENT to a different secret version. It can't be completely removed.",
    )
  }
  moveStage(tx, secret.arn, stage, to)
  tx.put(secrets, secret.name, { ...secret, changedMs: context.now })
  return { ARN: secret.arn, Name: secret.name }
}

function requireVersion(tx: Transaction, arn: string, versionId: string | undefined): void {
  if (versionId === undefined || tx.get(secretVersions, secretVersionKey(arn, versionId))) return
  throw versionNotFound('VersionId', versionId)
}
