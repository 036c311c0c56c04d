import type { RevokeGrantRequest } from '@aws-sdk/client-kms'
import { grants } from '../../../model/kms/tables.ts'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { findKeyWithoutAlias } from './find-key.ts'
import { requireNotPendingDeletion } from './key-state.ts'
import { endDryRun } from './requested-features.ts'

/** Ends a grant, as the key's administrator. */
export const revokeGrant: Operation<RevokeGrantRequest, object> = (tx, request, { now }) => {
  const key = findKeyWithoutAlias(tx, request.KeyId ?? '', now)
  requireNotPendingDeletion(key)
  const grantId = request.GrantId ?? ''
  if (tx.get(grants, grantId)?.keyId !== key.keyId) {
    throw new Fault('NotFoundException', `Grant ID ${grantId} not found`)
  }
  endDryRun(request.DryRun)
  tx.delete(grants, grantId)
  return {}
}
