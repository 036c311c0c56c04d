import type { RemoveRoleFromInstanceProfileRequest } from '@aws-sdk/client-iam'
import { instanceProfiles } from '../../../model/iam/tables.ts'
import { Fault } from '../../fault.ts'
import { findInstanceProfile } from './find-instance-profile.ts'
import { findRole } from './find-role.ts'
import type { Operation } from '../../operation.ts'

/** Takes the role out of an instance profile. */
export const removeRoleFromInstanceProfile: Operation<RemoveRoleFromInstanceProfileRequest, void> = (
  tx,
  { InstanceProfileName, RoleName = '' },
) => {
  const { roleName, ...profile } = findInstanceProfile(tx, InstanceProfileName)
  findRole(tx, RoleName)
  if (roleName !== RoleName) {
    const where = `Role ${RoleName} in Instance Profile ${profile.instanceProfileName}`
    throw new Fault('NoSuchEntity', `${where} cannot be found.`)
  }
  tx.put(instanceProfiles, profile.instanceProfileName, profile)
}
