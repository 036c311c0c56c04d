import type { DeleteAccessKeyRequest } from '@aws-sdk/client-iam'
import { everyAccount, issuedKeys } from '../../../model/sts/tables.ts'
import { findAccessKey } from './find-access-key.ts'
import { findUserOrCaller } from './find-user.ts'
import type { Operation } from '../../operation.ts'

/** Deletes an access key; requests signed with it are refused from then on. */
export const deleteAccessKey: Operation<DeleteAccessKeyRequest, void> = (
  tx,
  { UserName, AccessKeyId = '' },
  context,
) => {
  findAccessKey(tx, findUserOrCaller(tx, UserName, context), AccessKeyId)
  tx.at({ account: everyAccount }).delete(issuedKeys, AccessKeyId)
}
