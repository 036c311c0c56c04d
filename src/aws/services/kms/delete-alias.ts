import type { DeleteAliasRequest } from '@aws-sdk/client-kms'
import { aliases } from '../../../model/kms/tables.ts'
import type { Operation } from '../../operation.ts'
import { checkAliasName } from './alias-name.ts'
import { aliasNotFound, liveAlias } from './find-key.ts'

/** Takes a friendly name from its key. */
export const deleteAlias: Operation<DeleteAliasRequest, object> = (tx, request, { now }) => {
  const aliasName = request.AliasName ?? ''
  checkAliasName(aliasName)
  if (!liveAlias(tx, aliasName, now)) throw aliasNotFound(tx, aliasName)
  tx.delete(aliases, aliasName)
  return {}
}
