import type { UpdateRoleRequest, UpdateRoleResponse } from '@aws-sdk/client-iam'
import { roles } from '../../../model/iam/tables.ts'
import { findOwnRole } from './find-role.ts'
import type { Operation } from '../../operation.ts'

/** Changes description and longest session of a role; what is not given stays. */
export const updateRole: Operation<UpdateRoleRequest, UpdateRoleResponse> = (
  tx,
  { RoleName, Description, MaxSessionDuration },
) => {
  const role = findOwnRole(tx, RoleName)
  tx.put(roles, role.roleName, {
    ...role,
    ...(Description !== undefined && { description: Description }),
    ...(MaxSessionDuration !== undefined && { maxSessionDuration: MaxSessionDuration }),
  })
  return {}
}
