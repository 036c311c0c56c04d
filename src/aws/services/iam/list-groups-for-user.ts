import type { ListGroupsForUserRequest, ListGroupsForUserResponse } from '@aws-sdk/client-iam'
import { findUser } from './find-user.ts'
import type { Operation } from '../../operation.ts'

/** Lists the groups a user is in: none, for there are no groups here. */
export const listGroupsForUser: Operation<ListGroupsForUserRequest, ListGroupsForUserResponse> = (
  tx,
  { UserName },
) => {
  findUser(tx, UserName)
  return { Groups: [], IsTruncated: false }
}
