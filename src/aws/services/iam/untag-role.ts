import type { UntagRoleRequest } from '@aws-sdk/client-iam'
import { roles } from '../../../model/iam/tables.ts'
import { removeTags } from './tags.ts'
import { findOwnRole } from './find-role.ts'
import type { Operation } from '../../operation.ts'

/** Takes tags from a role. */
export const untagRole: Operation<UntagRoleRequest, void> = (tx, { RoleName, TagKeys }) => {
  const role = findOwnRole(tx, RoleName)
  tx.put(roles, role.roleName, { ...role, tags: removeTags(role.tags, TagKeys, 'folded') })
}
