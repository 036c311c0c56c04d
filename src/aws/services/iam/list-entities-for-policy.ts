import type { ListEntitiesForPolicyRequest, ListEntitiesForPolicyResponse } from '@aws-sdk/client-iam'
import type { PolicyHolder } from '../../../model/iam/rows.ts'
import { roles, users } from '../../../model/iam/tables.ts'
import { findPolicy } from './find-policy.ts'
import { byName, listPage } from './list-page.ts'
import type { Operation } from '../../operation.ts'

/** Lists the roles and users that have a managed policy attached, or are bounded by it. */
export const listEntitiesForPolicy: Operation<ListEntitiesForPolicyRequest, ListEntitiesForPolicyResponse> = (
  tx,
  request,
) => {
  const { PolicyArn = '', EntityFilter: filter, PathPrefix: prefix = '/', PolicyUsageFilter: usage } = request
  findPolicy(tx, PolicyArn)
  const wanted = (holder: PolicyHolder & { readonly path: string }): boolean =>
    holder.path.startsWith(prefix) &&
    ((usage !== 'PermissionsBoundary' && holder.attachedPolicyArns.includes(PolicyArn)) ||
      (usage !== 'PermissionsPolicy' && holder.permissionsBoundaryArn === PolicyArn))
  const ofRoles = filter !== undefined && filter !== 'Role' ? [] : [...tx.all(roles)].filter(wanted)
  const ofUsers = filter !== undefined && filter !== 'User' ? [] : [...tx.all(users)].filter(wanted)
  const entities: Entity[] = [
    ...ofUsers.map((user) => ({ kind: 'user' as const, name: user.userName, id: user.userId })),
    ...ofRoles.map((role) => ({ kind: 'role' as const, name: role.roleName, id: role.roleId })),
  ].sort(byName(({ kind, name }) => `${kind} ${name}`))
  const { items, more } = listPage(entities, request, ({ kind, name }) => `${kind} ${name}`)
  return {
    PolicyGroups: [],
    PolicyUsers: items.flatMap(({ kind, name, id }) =>
      kind === 'user' ? [{ UserName: name, UserId: id }] : [],
    ),
    PolicyRoles: items.flatMap(({ kind, name, id }) =>
      kind === 'role' ? [{ RoleName: name, RoleId: id }] : [],
    ),
    ...more,
  }
}

interface Entity {
  readonly kind: 'role' | 'user'
  readonly name: string
  readonly id: string
}
