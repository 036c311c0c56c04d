import type { AddRoleToInstanceProfileRequest } from '@aws-sdk/client-iam'
import { instanceProfiles } from '../../../model/iam/tables.ts'
import { Fault } from '../../fault.ts'
import { findInstanceProfile } from './find-instance-profile.ts'
import { findOwnRole } from './find-role.ts'
import type { Operation } from '../../operation.ts'

/** Puts a role into an instance profile, which holds one. */
export const addRoleToInstanceProfile: Operation<AddRoleToInstanceProfileRequest, void> = (
  tx,
  { InstanceProfileName, RoleName },
) => {
  const profile = findInstanceProfile(tx, InstanceProfileName)
  const { roleName } = findOwnRole(tx, RoleName)
  if (profile.roleName !== undefined) {
    throw new Fault('LimitExceeded', 'Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1')
  }
  tx.put(instanceProfiles, profile.instanceProfileName, { ...profile, roleName })
}
