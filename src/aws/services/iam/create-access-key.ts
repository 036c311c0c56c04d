import type { CreateAccessKeyRequest, CreateAccessKeyResponse } from '@aws-sdk/client-iam'
import { newKeyId } from '../../../model/sts/key-ids.ts'
import { everyAccount, issuedKeys } from '../../../model/sts/tables.ts'
import { Fault } from '../../fault.ts'
import { newSecret } from '../sts/secrets.ts'
import { findUserOrCaller } from './find-user.ts'
import type { Operation } from '../../operation.ts'
import { wholeSecond } from './whole-second.ts'

/** Issues a long-lived access key to a user, at most two. */
export const createAccessKey: Operation<CreateAccessKeyRequest, CreateAccessKeyResponse> = (
  tx,
  { UserName },
  context,
) => {
  const user = findUserOrCaller(tx, UserName, context)
  const keys = tx.at({ account: everyAccount })
  if ([...keys.by(issuedKeys, 'user', user.arn)].length >= 2) {
    throw new Fault('LimitExceeded', 'Cannot exceed quota for AccessKeysPerUser: 2')
  }
  const accessKeyId = newKeyId('AKIA', context.fresh)
  const secretAccessKey = newSecret(context.fresh)
  keys.put(issuedKeys, accessKeyId, {
    accessKeyId,
    secretAccessKey,
    createdAtMs: context.now,
    account: context.account,
    arn: user.arn,
    userId: user.userId,
    userName: user.userName,
    status: 'Active',
  })
  return {
    AccessKey: {
      UserName: user.userName,
      AccessKeyId: accessKeyId,
      Status: 'Active',
      SecretAccessKey: secretAccessKey,
      CreateDate: wholeSecond(context.now),
    },
  }
}
