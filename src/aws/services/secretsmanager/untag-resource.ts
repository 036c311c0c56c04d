import type { UntagResourceRequest } from '@aws-sdk/client-secrets-manager'
import { secrets } from '../../../model/secretsmanager/tables.ts'
import type { Operation } from '../../operation.ts'
import { requireActiveSecret } from './find-secret.ts'

/** Takes tags from a secret. Keys that are not there are passed over. */
export const untagResource: Operation<UntagResourceRequest, object> = (tx, request, { now }) => {
  const secret = requireActiveSecret(tx, request.SecretId, now)
  const removed = new Set(request.TagKeys)
  tx.put(secrets, secret.name, { ...secret, tags: secret.tags.filter(({ Key }) => !removed.has(Key ?? '')) })
  return {}
}
