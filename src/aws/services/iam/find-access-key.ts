import type { UserRow } from '../../../model/iam/rows.ts'
import type { View } from '../../../model/state.ts'
import { everyAccount, issuedKeys, type IssuedKey } from '../../../model/sts/tables.ts'
import { Fault } from '../../fault.ts'

/** A long-lived access key of a user. Throws NoSuchEntity. */
export function findAccessKey(view: View, user: UserRow, accessKeyId: string): IssuedKey {
  const key = view.at({ account: everyAccount }).get(issuedKeys, accessKeyId)
  if (key?.userName !== undefined && key.arn === user.arn) return key
  throw new Fault('NoSuchEntity', `The Access Key with id ${accessKeyId} cannot be found.`)
}
