import type { ListRolesRequest, ListRolesResponse } from '@aws-sdk/client-iam'
import { roles } from '../../../model/iam/tables.ts'
import { describeListedRole } from './describe-role.ts'
import { byName, listPage } from './list-page.ts'
import type { Operation } from '../../operation.ts'

/** Lists roles under a path. */
export const listRoles: Operation<ListRolesRequest, ListRolesResponse> = (tx, request) => {
  const { PathPrefix: prefix = '/' } = request
  const found = [...tx.all(roles)]
    .filter((role) => role.path.startsWith(prefix))
    .sort(byName((role) => role.roleName))
  const { items, more } = listPage(found, request, (role) => role.roleName)
  return { Roles: items.map(describeListedRole), ...more }
}
