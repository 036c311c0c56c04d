import type { RoleRow } from '../../../model/iam/rows.ts'
import { roles } from '../../../model/iam/tables.ts'
import type { View } from '../../../model/state.ts'
import { Fault } from '../../fault.ts'

/** A role by name. Throws NoSuchEntity. */
export function findRole(view: View, roleName = ''): RoleRow {
  const role = view.get(roles, roleName)
  if (!role) throw new Fault('NoSuchEntity', `The role with name ${roleName} cannot be found.`)
  return role
}

/** A role that its account may change: not one that is linked to a service. Throws NoSuchEntity, UnmodifiableEntity. */
export function findOwnRole(view: View, roleName = ''): RoleRow {
  const role = findRole(view, roleName)
  if (role.linkedService === undefined) return role
  const message = `Cannot perform the operation on the protected role '${roleName}' - this role is only modifiable by AWS`
  throw new Fault('UnmodifiableEntity', message)
}
