import type { UntagInstanceProfileRequest } from '@aws-sdk/client-iam'
import { instanceProfiles } from '../../../model/iam/tables.ts'
import { findInstanceProfile } from './find-instance-profile.ts'
import { removeTags } from './tags.ts'
import type { Operation } from '../../operation.ts'

/** Takes tags from an instance profile. */
export const untagInstanceProfile: Operation<UntagInstanceProfileRequest, void> = (
  tx,
  { InstanceProfileName, TagKeys },
) => {
  const profile = findInstanceProfile(tx, InstanceProfileName)
  const tags = removeTags(profile.tags, TagKeys, 'exact')
  tx.put(instanceProfiles, profile.instanceProfileName, { ...profile, tags })
}
