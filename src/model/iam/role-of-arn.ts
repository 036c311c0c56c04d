import { parseArn } from '../arn.ts'
import type { View } from '../state.ts'
import type { RoleRow } from './rows.ts'
import { roles } from './tables.ts'

/** The role that an ARN names, in whichever account it is, or undefined where there is none. */
export function roleOfArn(view: View, arn: string): RoleRow | undefined {
  const parsed = parseArn(arn)
  if (parsed?.service !== 'iam' || !parsed.resource.startsWith('role/')) return undefined
  const name = parsed.resource.slice(parsed.resource.lastIndexOf('/') + 1)
  const role = view.at({ account: parsed.account }).get(roles, name)
  // The path is part of the ARN: the same name under another path is another ARN.
  return role?.arn === arn ? role : undefined
}
