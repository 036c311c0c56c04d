import type {
  ListSecretVersionIdsRequest,
  ListSecretVersionIdsResponse,
} from '@aws-sdk/client-secrets-manager'
import type { Operation } from '../../operation.ts'
import { requireSecret } from './find-secret.ts'
import { secretPage } from './secret-page.ts'
import { versionsOf } from './secret-versions.ts'

/** Lists the versions of a secret; those without a stage only with `IncludeDeprecated`. */
export const listSecretVersionIds: Operation<ListSecretVersionIdsRequest, ListSecretVersionIdsResponse> = (
  tx,
  request,
  { now },
) => {
  const secret = requireSecret(tx, request.SecretId, now)
  const listed = versionsOf(tx, secret.arn).filter(
    ({ stages }) => request.IncludeDeprecated || stages.length > 0,
  )
  const { items, nextToken } = secretPage(listed, request, 100, ({ versionId }) => versionId)
  const entries = items.map(({ versionId, stages, accessedMs, createdMs, kmsKeyId }) => ({
    VersionId: versionId,
    ...(stages.length === 0 ? {} : { VersionStages: [...stages] }),
    ...(accessedMs === undefined ? {} : { LastAccessedDate: new Date(accessedMs) }),
    CreatedDate: new Date(createdMs),
    KmsKeyIds: [kmsKeyId ?? 'DefaultEncryptionKey'],
  }))
  const rest = nextToken === undefined ? {} : { NextToken: nextToken }
  return { Versions: entries, ARN: secret.arn, Name: secret.name, ...rest }
}
