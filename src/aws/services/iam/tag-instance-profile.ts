import type { TagInstanceProfileRequest } from '@aws-sdk/client-iam'
import { instanceProfiles } from '../../../model/iam/tables.ts'
import { findInstanceProfile } from './find-instance-profile.ts'
import { addTags } from './tags.ts'
import type { Operation } from '../../operation.ts'

/** Adds tags to an instance profile. */
export const tagInstanceProfile: Operation<TagInstanceProfileRequest, void> = (
  tx,
  { InstanceProfileName, Tags },
) => {
  const profile = findInstanceProfile(tx, InstanceProfileName)
  tx.put(instanceProfiles, profile.instanceProfileName, {
    ...profile,
    tags: addTags(profile.tags, Tags, 'exact'),
  })
}
