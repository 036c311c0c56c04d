import type { GetSecretValueRequest, GetSecretValueResponse } from '@aws-sdk/client-secrets-manager'
import type { Operation } from '../../operation.ts'
import { readOrFail } from './read-or-fail.ts'

/** Reads a secret: its current version, or the one with this id or staging label. */
export const getSecretValue: Operation<GetSecretValueRequest, GetSecretValueResponse> = (
  tx,
  request,
  context,
) => {
  const { SecretId = '', VersionId: versionId, VersionStage: versionStage } = request
  return readOrFail(tx, SecretId, { versionId, versionStage }, context)
}
