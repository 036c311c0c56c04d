import type { DeleteRolePermissionsBoundaryRequest } from '@aws-sdk/client-iam'
import { roles } from '../../../model/iam/tables.ts'
import { findOwnRole } from './find-role.ts'
import type { Operation } from '../../operation.ts'

/** Takes the boundary of a role away. */
export const deleteRolePermissionsBoundary: Operation<DeleteRolePermissionsBoundaryRequest, void> = (
  tx,
  { RoleName },
) => {
  const { permissionsBoundaryArn: _gone, ...role } = findOwnRole(tx, RoleName)
  tx.put(roles, role.roleName, role)
}
