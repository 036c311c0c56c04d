import type { UntagResourceRequest } from '@aws-sdk/client-kms'
import { keys } from '../../../model/kms/tables.ts'
import type { Operation } from '../../operation.ts'
import { findKeyWithoutAlias } from './find-key.ts'
import { requireCustomerManaged, requireNotPendingDeletion } from './key-state.ts'

/** Takes tags from a key. Keys that are not there are passed over. */
export const untagResource: Operation<UntagResourceRequest, object> = (tx, request, context) => {
  const key = findKeyWithoutAlias(tx, request.KeyId ?? '', context.now)
  requireCustomerManaged(key, 'UntagResource', context)
  requireNotPendingDeletion(key)
  const removed = new Set(request.TagKeys)
  tx.put(keys, key.keyId, { ...key, tags: key.tags.filter(({ TagKey }) => !removed.has(TagKey ?? '')) })
  return {}
}
