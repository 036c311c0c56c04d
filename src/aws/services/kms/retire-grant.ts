import type { RetireGrantRequest } from '@aws-sdk/client-kms'
import type { GrantRow } from '../../../model/kms/key.ts'
import { grants } from '../../../model/kms/tables.ts'
import type { Transaction } from '../../../model/state.ts'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { findKeyWithoutAlias } from './find-key.ts'
import { requireNotPendingDeletion } from './key-state.ts'
import { endDryRun } from './requested-features.ts'

/** Ends a grant that is no longer needed, by its token, or by key ARN and grant id. */
export const retireGrant: Operation<RetireGrantRequest, object> = (tx, request, { now }) => {
  const grant = wanted(tx, request, now)
  requireNotPendingDeletion(findKeyWithoutAlias(tx, grant.keyArn, now))
  endDryRun(request.DryRun)
  tx.delete(grants, grant.grantId)
  return {}
}

function wanted(tx: Transaction, { GrantToken, KeyId, GrantId }: RetireGrantRequest, now: number): GrantRow {
  if (GrantToken !== undefined) {
    const grant = [...tx.all(grants)].find(({ grantToken }) => grantToken === GrantToken)
    if (!grant) throw new Fault('InvalidGrantTokenException', 'The grant token is not valid.')
    return grant
  }
  if (KeyId === undefined || GrantId === undefined) {
    const message = 'You must specify either a grant token, or a combination of the grant ID and the key ARN.'
    throw new Fault('ValidationException', message)
  }
  const key = findKeyWithoutAlias(tx, KeyId, now)
  const grant = tx.get(grants, GrantId)
  if (grant?.keyId !== key.keyId) throw new Fault('NotFoundException', `Grant ID ${GrantId} not found`)
  return grant
}
