import type { GetAccessKeyInfoRequest, GetAccessKeyInfoResponse } from '@aws-sdk/client-sts'
import { isIssuedKeyId } from '../../../model/sts/key-ids.ts'
import { everyAccount, issuedKeys } from '../../../model/sts/tables.ts'
import type { Operation } from '../../operation.ts'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** Tells the account of an access key. The ids that AWS itself makes hold it; of those made here it is looked up. */
export const getAccessKeyInfo: Operation<GetAccessKeyInfoRequest, GetAccessKeyInfoResponse> = (
  tx,
  { AccessKeyId = '' },
  context,
) => {
  const key = tx.at({ account: everyAccount }).get(issuedKeys, AccessKeyId)
  if (key) return { Account: key.account }
  if (isIssuedKeyId(AccessKeyId) || !/^A[KS]IA[A-Z2-7]{16}$/.test(AccessKeyId))
    return { Account: context.account }
  return { Account: accountIn(AccessKeyId) }
}

/** Forty bits behind the first of the base-32 number that follows the prefix. */
function accountIn(accessKeyId: string): string {
  let number = 0n
  for (const character of accessKeyId.slice(4)) number = number * 32n + BigInt(alphabet.indexOf(character))
  return String((number >> 39n) & (2n ** 40n - 1n)).padStart(12, '0')
}
