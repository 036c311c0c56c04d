import type { GetUserRequest, GetUserResponse } from '@aws-sdk/client-iam'
import { developerName } from '../../../model/sts/developer.ts'
import { callerOf } from '../sts/caller.ts'
import { describeBoundary } from './describe-role.ts'
import { describeUser } from './describe-user.ts'
import { findUserOrCaller } from './find-user.ts'
import type { Operation } from '../../operation.ts'

/** Gives a user, or the user who calls. The developer is one too, as old as time. */
export const getUser: Operation<GetUserRequest, GetUserResponse> = (tx, { UserName }, context) => {
  if (UserName === undefined && context.principal.kind === 'developer') {
    const { arn, userId } = callerOf(context)
    return { User: { Path: '/', UserName: developerName, UserId: userId, Arn: arn, CreateDate: new Date(0) } }
  }
  const user = findUserOrCaller(tx, UserName, context)
  const tags = user.tags.length > 0 ? { Tags: [...user.tags] } : {}
  return { User: { ...describeUser(user), ...describeBoundary(user), ...tags } }
}
