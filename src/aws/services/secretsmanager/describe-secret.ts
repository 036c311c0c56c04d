import type { DescribeSecretRequest, DescribeSecretResponse } from '@aws-sdk/client-secrets-manager'
import type { Operation } from '../../operation.ts'
import { requireSecret } from './find-secret.ts'
import { secretEntry } from './secret-entry.ts'
import { stagesOf } from './secret-versions.ts'

/** Describes a secret without its value, also one marked for deletion. */
export const describeSecret: Operation<DescribeSecretRequest, DescribeSecretResponse> = (
  tx,
  request,
  { now },
) => {
  const secret = requireSecret(tx, request.SecretId, now)
  const stages = stagesOf(tx, secret.arn)
  return { ...secretEntry(secret), ...(stages ? { VersionIdsToStages: stages } : {}) }
}
