import type { GetAccessKeyInfoRequest, GetAccessKeyInfoResponse } from '@aws-sdk/client-sts'
import { isIssuedKeyId } from '../../../model/sts/key-ids.ts'
import { everyAccount, issuedKeys } from '../../../model/sts/tables.ts'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** Ids of the newer kind start with a one bit; what is longer than this is no id. */
const newerKind = /^A[KS]IA[Q-Z2-7]\w{11,20}$/

/** Tells the account of an access key. The ids that AWS itself makes hold it; of those made here it is looked up. */
export const getAccessKeyInfo: Operation<GetAccessKeyInfoRequest, GetAccessKeyInfoResponse> = (
  tx,
  { AccessKeyId = '' },
  context,
) => {
  const key = tx.at({ account: everyAccount }).get(issuedKeys, AccessKeyId)
  if (key) return { Account: key.account }
  if (isIssuedKeyId(AccessKeyId)) return { Account: context.account }
  if (!newerKind.test(AccessKeyId)) throw new Fault('ValidationError', 'Access key ID is not valid.')
  return { Account: accountIn(AccessKeyId) }
}

/** Forty bits behind the first of the base-32 number that follows the prefix; other characters count nothing. */
function accountIn(accessKeyId: string): string {
  let number = 0n
  for (const character of accessKeyId.slice(4, 13)) {
    number = number * 32n + BigInt(Math.max(0, alphabet.indexOf(character)))
  }
  return String((number >> 4n) & (2n ** 40n - 1n)).padStart(12, '0')
}
