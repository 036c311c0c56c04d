import type { InstanceProfile } from '@aws-sdk/client-iam'
import type { InstanceProfileRow } from '../../../model/iam/rows.ts'
import { roles } from '../../../model/iam/tables.ts'
import type { View } from '../../../model/state.ts'
import { describeRole } from './describe-role.ts'
import { wholeSecond } from './whole-second.ts'

/** An instance profile with its role, without tags. */
export function describeInstanceProfile(view: View, profile: InstanceProfileRow): InstanceProfile {
  const role = profile.roleName === undefined ? undefined : view.get(roles, profile.roleName)
  return {
    Path: profile.path,
    InstanceProfileName: profile.instanceProfileName,
    InstanceProfileId: profile.instanceProfileId,
    Arn: profile.arn,
    CreateDate: wholeSecond(profile.createdAtMs),
    Roles: role ? [describeRole(role)] : [],
  }
}
