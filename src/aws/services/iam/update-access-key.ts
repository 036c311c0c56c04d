import type { UpdateAccessKeyRequest } from '@aws-sdk/client-iam'
import { everyAccount, issuedKeys } from '../../../model/sts/tables.ts'
import { Fault } from '../../fault.ts'
import { findAccessKey } from './find-access-key.ts'
import { findUserOrCaller } from './find-user.ts'
import type { Operation } from '../../operation.ts'

/** Switches an access key on or off. */
export const updateAccessKey: Operation<UpdateAccessKeyRequest, void> = (
  tx,
  { UserName, AccessKeyId = '', Status },
  context,
) => {
  const key = findAccessKey(tx, findUserOrCaller(tx, UserName, context), AccessKeyId)
  if (Status !== 'Active' && Status !== 'Inactive') {
    throw new Fault('InvalidInput', `The access key status ${Status} cannot be set.`)
  }
  tx.at({ account: everyAccount }).put(issuedKeys, AccessKeyId, { ...key, status: Status })
}
