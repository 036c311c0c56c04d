import type { GetRoleRequest, GetRoleResponse } from '@aws-sdk/client-iam'
import { describeBoundary, describeListedRole } from './describe-role.ts'
import { findRole } from './find-role.ts'
import type { Operation } from '../../operation.ts'

/** Gives a role. When it was last used is not tracked here, as it is not in AWS for the first hours. */
export const getRole: Operation<GetRoleRequest, GetRoleResponse> = (tx, { RoleName }) => {
  const role = findRole(tx, RoleName)
  const tags = role.tags.length > 0 ? { Tags: [...role.tags] } : {}
  return { Role: { ...describeListedRole(role), ...describeBoundary(role), ...tags, RoleLastUsed: {} } }
}
