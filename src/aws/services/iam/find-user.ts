import type { UserRow } from '../../../model/iam/rows.ts'
import { users } from '../../../model/iam/tables.ts'
import type { View } from '../../../model/state.ts'
import { Fault } from '../../fault.ts'
import type { RequestContext } from '../../operation.ts'

/** A user by name. Throws NoSuchEntity. */
export function findUser(view: View, userName = ''): UserRow {
  const user = view.get(users, userName)
  if (!user) throw new Fault('NoSuchEntity', `The user with name ${userName} cannot be found.`)
  return user
}

/** A user by name, or without one the user who calls. Throws NoSuchEntity, ValidationError. */
export function findUserOrCaller(
  view: View,
  userName: string | undefined,
  { principal }: RequestContext,
): UserRow {
  if (userName !== undefined) return findUser(view, userName)
  if (principal.kind === 'user')
    return findUser(view, principal.arn.slice(principal.arn.lastIndexOf('/') + 1))
  throw new Fault('ValidationError', 'Must specify userName when calling with non-User credentials')
}
