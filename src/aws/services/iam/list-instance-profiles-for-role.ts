import type {
  ListInstanceProfilesForRoleRequest,
  ListInstanceProfilesForRoleResponse,
} from '@aws-sdk/client-iam'
import { instanceProfiles } from '../../../model/iam/tables.ts'
import { describeInstanceProfile } from './describe-instance-profile.ts'
import { findRole } from './find-role.ts'
import { byName, listPage } from './list-page.ts'
import type { Operation } from '../../operation.ts'

/** Lists the instance profiles that a role is in. */
export const listInstanceProfilesForRole: Operation<
  ListInstanceProfilesForRoleRequest,
  ListInstanceProfilesForRoleResponse
> = (tx, request) => {
  const role = findRole(tx, request.RoleName)
  const found = [...tx.by(instanceProfiles, 'role', role.roleName)].sort(
    byName((profile) => profile.instanceProfileName),
  )
  const { items, more } = listPage(found, request, (profile) => profile.instanceProfileName)
  return { InstanceProfiles: items.map((profile) => describeInstanceProfile(tx, profile)), ...more }
}
