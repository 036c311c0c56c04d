import type { TagResourceRequest } from '@aws-sdk/client-secrets-manager'
import { secrets } from '../../../model/secretsmanager/tables.ts'
import type { Operation } from '../../operation.ts'
import { requireActiveSecret } from './find-secret.ts'
import { addTags } from './secret-tags.ts'

/** Adds tags to a secret, or changes them. */
export const tagResource: Operation<TagResourceRequest, object> = (tx, request, { now }) => {
  const secret = requireActiveSecret(tx, request.SecretId, now)
  tx.put(secrets, secret.name, { ...secret, tags: addTags(secret.tags, request.Tags ?? []) })
  return {}
}
