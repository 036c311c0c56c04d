import type { GetInstanceProfileRequest, GetInstanceProfileResponse } from '@aws-sdk/client-iam'
import { describeInstanceProfile } from './describe-instance-profile.ts'
import { findInstanceProfile } from './find-instance-profile.ts'
import type { Operation } from '../../operation.ts'

/** Gives an instance profile with its role. */
export const getInstanceProfile: Operation<GetInstanceProfileRequest, GetInstanceProfileResponse> = (
  tx,
  { InstanceProfileName },
) => {
  const profile = findInstanceProfile(tx, InstanceProfileName)
  return { InstanceProfile: { ...describeInstanceProfile(tx, profile), Tags: [...profile.tags] } }
}
