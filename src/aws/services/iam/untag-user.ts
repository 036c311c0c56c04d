import type { UntagUserRequest } from '@aws-sdk/client-iam'
import { users } from '../../../model/iam/tables.ts'
import { removeTags } from './tags.ts'
import { findUser } from './find-user.ts'
import type { Operation } from '../../operation.ts'

/** Takes tags from a user. */
export const untagUser: Operation<UntagUserRequest, void> = (tx, { UserName, TagKeys }) => {
  const user = findUser(tx, UserName)
  tx.put(users, user.userName, { ...user, tags: removeTags(user.tags, TagKeys, 'folded') })
}
