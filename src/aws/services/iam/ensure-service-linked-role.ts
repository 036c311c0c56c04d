import type { RoleRow } from '../../../model/iam/rows.ts'
import { roles } from '../../../model/iam/tables.ts'
import type { Transaction } from '../../../model/state.ts'
import type { FreshIds } from '../../operation.ts'
import { makeServiceLinkedRole } from './make-service-linked-role.ts'
import { serviceLinkedRoles } from './service-linked-roles.ts'

/** The description that a service gives the role it makes at first use. */
const descriptions: Readonly<Record<string, string>> = {
  'ecs.amazonaws.com': 'Role to enable Amazon ECS to manage your cluster.',
  'elasticloadbalancing.amazonaws.com': 'Allows ELB to call AWS services on your behalf.',
}

/**
 * The service-linked role of a service, made now where the account has none: services do so at their first use. The
 * service is one of `serviceLinkedRoles`; another is a bug of the caller.
 */
export function ensureServiceLinkedRole(
  tx: Transaction,
  service: string,
  context: { readonly now: number; readonly fresh: FreshIds },
): RoleRow {
  const definition = serviceLinkedRoles[service]
  if (!definition) throw new Error(`no service-linked role is known for ${service}`)
  const present = tx.get(roles, definition.roleName)
  if (present) return present
  const making = { account: tx.account, now: context.now, fresh: context.fresh }
  const role = makeServiceLinkedRole(making, { ...definition, service, description: descriptions[service] })
  tx.put(roles, role.roleName, role)
  return role
}
