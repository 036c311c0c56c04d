import type { UpdateRoleDescriptionRequest, UpdateRoleDescriptionResponse } from '@aws-sdk/client-iam'
import { roles } from '../../../model/iam/tables.ts'
import { describeRole } from './describe-role.ts'
import { findRole } from './find-role.ts'
import type { Operation } from '../../operation.ts'

/** Changes the description of a role. */
export const updateRoleDescription: Operation<UpdateRoleDescriptionRequest, UpdateRoleDescriptionResponse> = (
  tx,
  { RoleName, Description = '' },
) => {
  const role = { ...findRole(tx, RoleName), description: Description }
  tx.put(roles, role.roleName, role)
  return { Role: { ...describeRole(role), Description } }
}
