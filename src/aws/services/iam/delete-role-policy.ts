import type { DeleteRolePolicyRequest } from '@aws-sdk/client-iam'
import { roles } from '../../../model/iam/tables.ts'
import { deleteInlinePolicy } from './inline-policies.ts'
import { findOwnRole } from './find-role.ts'
import type { Operation } from '../../operation.ts'

/** Deletes an inline policy of a role. */
export const deleteRolePolicy: Operation<DeleteRolePolicyRequest, void> = (
  tx,
  { RoleName, PolicyName = '' },
) => {
  const role = findOwnRole(tx, RoleName)
  tx.put(roles, role.roleName, { ...role, inlinePolicies: deleteInlinePolicy(role, PolicyName, 'role') })
}
