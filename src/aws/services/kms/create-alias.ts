import type { CreateAliasRequest } from '@aws-sdk/client-kms'
import { formatArn } from '../../../model/arn.ts'
import { aliases } from '../../../model/kms/tables.ts'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { checkAliasName, checkAliasTarget } from './alias-name.ts'
import { findKeyWithoutAlias, liveAlias } from './find-key.ts'
import { requireCustomerManaged, requireNotPendingDeletion } from './key-state.ts'

/** Gives a key a friendly name. */
export const createAlias: Operation<CreateAliasRequest, object> = (tx, request, context) => {
  const { AliasName: aliasName = '', TargetKeyId: target = '' } = request
  checkAliasName(aliasName)
  checkAliasTarget(target)
  const key = findKeyWithoutAlias(tx, target, context.now)
  requireCustomerManaged(key, 'CreateAlias', context)
  const aliasArn = formatArn('kms', tx.region, tx.account, aliasName)
  if (liveAlias(tx, aliasName, context.now)) {
    throw new Fault('AlreadyExistsException', `An alias with the name ${aliasArn} already exists`)
  }
  requireNotPendingDeletion(key)
  const { now } = context
  tx.put(aliases, aliasName, { aliasName, aliasArn, targetKeyId: key.keyId, createdMs: now, updatedMs: now })
  return {}
}
