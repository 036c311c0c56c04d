import { everyAccount, issuedKeys, type IssuedKey } from '../../../model/sts/tables.ts'
import type { View } from '../../../model/state.ts'
import type { RequestContext } from '../../operation.ts'

/** The issued key that a request was signed with, or undefined for the developer's own keys. */
export function callingKey(view: View, { principal }: RequestContext): IssuedKey | undefined {
  if (principal.accessKeyId === undefined) return undefined
  return view.at({ account: everyAccount }).get(issuedKeys, principal.accessKeyId)
}
