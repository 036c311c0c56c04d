import type { ListAccessKeysRequest, ListAccessKeysResponse } from '@aws-sdk/client-iam'
import { everyAccount, issuedKeys } from '../../../model/sts/tables.ts'
import { findUserOrCaller } from './find-user.ts'
import { listPage } from './list-page.ts'
import type { Operation } from '../../operation.ts'
import { wholeSecond } from './whole-second.ts'

/** Lists the access keys of a user, without their secrets. */
export const listAccessKeys: Operation<ListAccessKeysRequest, ListAccessKeysResponse> = (
  tx,
  request,
  context,
) => {
  const user = findUserOrCaller(tx, request.UserName, context)
  const keys = [...tx.at({ account: everyAccount }).by(issuedKeys, 'user', user.arn)]
  const { items, more } = listPage(keys, request, (key) => key.accessKeyId)
  const metadata = items.map(({ accessKeyId, status, createdAtMs }) => ({
    UserName: user.userName,
    AccessKeyId: accessKeyId,
    Status: status,
    CreateDate: wholeSecond(createdAtMs),
  }))
  return { AccessKeyMetadata: metadata, ...more }
}
