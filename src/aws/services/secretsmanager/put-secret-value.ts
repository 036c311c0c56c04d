import type { PutSecretValueRequest, PutSecretValueResponse } from '@aws-sdk/client-secrets-manager'
import { secrets } from '../../../model/secretsmanager/tables.ts'
import type { Operation } from '../../operation.ts'
import { requireActiveSecret } from './find-secret.ts'
import { givenValue, requireToken } from './given-value.ts'
import { invalidRequest, notImplemented } from './secret-faults.ts'
import { addVersion, versionAt } from './secret-versions.ts'

/** Gives a secret a new version. Its first version is current, whatever stages are asked for. */
export const putSecretValue: Operation<PutSecretValueRequest, PutSecretValueResponse> = (
  tx,
  request,
  context,
) => {
  if (request.RotationToken !== undefined) throw notImplemented('PutSecretValue with RotationToken')
  const value = givenValue(request)
  const versionId = requireToken(request)
  const secret = requireActiveSecret(tx, request.SecretId, context.now)
  if (!value) throw invalidRequest('You must provide either SecretString or SecretBinary.')
  const asked = request.VersionStages ?? ['AWSCURRENT']
  const stages = versionAt(tx, secret.arn, 'AWSCURRENT') ? asked : [...asked, 'AWSCURRENT']
  const version = addVersion(tx, secret, { versionId, value, stages }, context)
  tx.put(secrets, secret.name, { ...secret, changedMs: context.now })
  return { ARN: secret.arn, Name: secret.name, VersionId: versionId, VersionStages: [...version.stages] }
}
