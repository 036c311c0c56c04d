import type { User } from '@aws-sdk/client-iam'
import type { UserRow } from '../../../model/iam/rows.ts'

/** A user as ListUsers gives it: without tags and permissions boundary. */
export function describeUser(user: UserRow): User {
  return {
    Path: user.path,
    UserName: user.userName,
    UserId: user.userId,
    Arn: user.arn,
    CreateDate: new Date(user.createdAtMs),
  }
}
