import type { TagResourceRequest } from '@aws-sdk/client-kms'
import { keys } from '../../../model/kms/tables.ts'
import type { Operation } from '../../operation.ts'
import { findKeyWithoutAlias } from './find-key.ts'
import { requireCustomerManaged, requireNotPendingDeletion } from './key-state.ts'
import { addTags } from './key-tags.ts'

/** Adds tags to a key, or changes them. */
export const tagResource: Operation<TagResourceRequest, object> = (tx, request, context) => {
  const key = findKeyWithoutAlias(tx, request.KeyId ?? '', context.now)
  requireCustomerManaged(key, 'TagResource', context)
  requireNotPendingDeletion(key)
  tx.put(keys, key.keyId, { ...key, tags: addTags(key.tags, request.Tags ?? []) })
  return {}
}
