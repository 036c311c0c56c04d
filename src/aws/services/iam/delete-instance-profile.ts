import type { DeleteInstanceProfileRequest } from '@aws-sdk/client-iam'
import { instanceProfiles } from '../../../model/iam/tables.ts'
import { Fault } from '../../fault.ts'
import { findInstanceProfile } from './find-instance-profile.ts'
import type { Operation } from '../../operation.ts'

/** Deletes an instance profile that has no role any more. */
export const deleteInstanceProfile: Operation<DeleteInstanceProfileRequest, void> = (
  tx,
  { InstanceProfileName },
) => {
  const profile = findInstanceProfile(tx, InstanceProfileName)
  if (profile.roleName !== undefined) {
    throw new Fault('DeleteConflict', 'Cannot delete entity, must remove roles from instance profile first.')
  }
  tx.delete(instanceProfiles, profile.instanceProfileName)
}
