import type { ListInstanceProfilesRequest, ListInstanceProfilesResponse } from '@aws-sdk/client-iam'
import { instanceProfiles } from '../../../model/iam/tables.ts'
import { describeInstanceProfile } from './describe-instance-profile.ts'
import { byName, listPage } from './list-page.ts'
import type { Operation } from '../../operation.ts'

/** Lists instance profiles under a path. */
export const listInstanceProfiles: Operation<ListInstanceProfilesRequest, ListInstanceProfilesResponse> = (
  tx,
  request,
) => {
  const { PathPrefix: prefix = '/' } = request
  const found = [...tx.all(instanceProfiles)]
    .filter((profile) => profile.path.startsWith(prefix))
    .sort(byName((profile) => profile.instanceProfileName))
  const { items, more } = listPage(found, request, (profile) => profile.instanceProfileName)
  return { InstanceProfiles: items.map((profile) => describeInstanceProfile(tx, profile)), ...more }
}
