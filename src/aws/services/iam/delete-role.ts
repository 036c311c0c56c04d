import type { DeleteRoleRequest } from '@aws-sdk/client-iam'
import { instanceProfiles, roles } from '../../../model/iam/tables.ts'
import { Fault } from '../../fault.ts'
import { findOwnRole } from './find-role.ts'
import type { Operation } from '../../operation.ts'
import { isTaken } from './is-taken.ts'

/** Deletes a role that nothing hangs on any more. */
export const deleteRole: Operation<DeleteRoleRequest, void> = (tx, { RoleName }) => {
  const role = findOwnRole(tx, RoleName)
  if (isTaken(tx.by(instanceProfiles, 'role', role.roleName))) {
    throw new Fault('DeleteConflict', 'Cannot delete entity, must remove roles from instance profile first.')
  }
  if (role.attachedPolicyArns.length > 0) {
    throw new Fault('DeleteConflict', 'Cannot delete entity, must detach all policies first.')
  }
  if (Object.keys(role.inlinePolicies).length > 0) {
    throw new Fault('DeleteConflict', 'Cannot delete entity, must delete policies first.')
  }
  tx.delete(roles, role.roleName)
}
