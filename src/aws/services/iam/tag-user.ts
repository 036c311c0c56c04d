import type { TagUserRequest } from '@aws-sdk/client-iam'
import { users } from '../../../model/iam/tables.ts'
import { addTags } from './tags.ts'
import { findUser } from './find-user.ts'
import type { Operation } from '../../operation.ts'

/** Adds tags to a user. */
export const tagUser: Operation<TagUserRequest, void> = (tx, { UserName, Tags }) => {
  const user = findUser(tx, UserName)
  tx.put(users, user.userName, { ...user, tags: addTags(user.tags, Tags, 'folded') })
}
