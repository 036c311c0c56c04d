import type { User } from '@aws-sdk/client-iam'
import type { UserRow } from '../../../model/iam/rows.ts'
import { wholeSecond } from './whole-second.ts'

/** A user as ListUsers gives it: without tags and permissions boundary. */
export function describeUser(user: UserRow): User {
  return {
    Path: user.path,
    UserName: user.userName,
    UserId: user.userId,
    Arn: user.arn,
    CreateDate: wholeSecond(user.createdAtMs),
  }
}
