import type { CreateInstanceProfileRequest, CreateInstanceProfileResponse } from '@aws-sdk/client-iam'
import { instanceProfiles } from '../../../model/iam/tables.ts'
import type { InstanceProfileRow } from '../../../model/iam/rows.ts'
import { Fault } from '../../fault.ts'
import { describeInstanceProfile } from './describe-instance-profile.ts'
import { iamArn, uniqueId } from './identifiers.ts'
import { addTags } from './tags.ts'
import type { Operation } from '../../operation.ts'
import { isTaken } from './is-taken.ts'

/** Creates an instance profile without a role. */
export const createInstanceProfile: Operation<CreateInstanceProfileRequest, CreateInstanceProfileResponse> = (
  tx,
  request,
  context,
) => {
  const { InstanceProfileName: name = '', Path: path = '/' } = request
  const tags = addTags([], request.Tags, 'exact')
  if (isTaken(tx.by(instanceProfiles, 'folded', name.toLowerCase()))) {
    throw new Fault('EntityAlreadyExists', `Instance Profile ${name} already exists.`)
  }
  const profile: InstanceProfileRow = {
    instanceProfileName: name,
    instanceProfileId: uniqueId('AIPA', context.fresh),
    arn: iamArn(context.account, 'instance-profile', path, name),
    path,
    createdAtMs: context.now,
    tags,
  }
  tx.put(instanceProfiles, name, profile)
  return {
    InstanceProfile: { ...describeInstanceProfile(tx, profile), ...(tags.length > 0 && { Tags: tags }) },
  }
}
