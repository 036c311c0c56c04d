import type { PutRolePermissionsBoundaryRequest } from '@aws-sdk/client-iam'
import { roles } from '../../../model/iam/tables.ts'
import { checkBoundary } from './attached-policies.ts'
import { findOwnRole } from './find-role.ts'
import type { Operation } from '../../operation.ts'

/** Sets the policy that bounds a role. */
export const putRolePermissionsBoundary: Operation<PutRolePermissionsBoundaryRequest, void> = (
  tx,
  { RoleName, PermissionsBoundary = '' },
) => {
  const role = findOwnRole(tx, RoleName)
  tx.put(roles, role.roleName, { ...role, permissionsBoundaryArn: checkBoundary(tx, PermissionsBoundary) })
}
