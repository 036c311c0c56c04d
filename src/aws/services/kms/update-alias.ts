import type { UpdateAliasRequest } from '@aws-sdk/client-kms'
import { aliases } from '../../../model/kms/tables.ts'
import type { Operation } from '../../operation.ts'
import { checkAliasName, checkAliasTarget } from './alias-name.ts'
import { aliasNotFound, findKeyWithoutAlias, liveAlias } from './find-key.ts'
import { requireCustomerManaged, requireNotPendingDeletion } from './key-state.ts'

/** Lets an alias name another key. */
export const updateAlias: Operation<UpdateAliasRequest, object> = (tx, request, context) => {
  const { AliasName: aliasName = '', TargetKeyId: target = '' } = request
  checkAliasName(aliasName)
  checkAliasTarget(target)
  const key = findKeyWithoutAlias(tx, target, context.now)
  requireCustomerManaged(key, 'UpdateAlias', context)
  const alias = liveAlias(tx, aliasName, context.now)
  if (!alias) throw aliasNotFound(tx, aliasName)
  requireNotPendingDeletion(key)
  tx.put(aliases, aliasName, { ...alias, targetKeyId: key.keyId, updatedMs: context.now })
  return {}
}
