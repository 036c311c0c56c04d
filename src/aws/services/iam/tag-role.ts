import type { TagRoleRequest } from '@aws-sdk/client-iam'
import { roles } from '../../../model/iam/tables.ts'
import { addTags } from './tags.ts'
import { findOwnRole } from './find-role.ts'
import type { Operation } from '../../operation.ts'

/** Adds tags to a role. */
export const tagRole: Operation<TagRoleRequest, void> = (tx, { RoleName, Tags }) => {
  const role = findOwnRole(tx, RoleName)
  tx.put(roles, role.roleName, { ...role, tags: addTags(role.tags, Tags, 'folded') })
}
