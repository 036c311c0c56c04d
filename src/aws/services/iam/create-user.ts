import type { CreateUserRequest, CreateUserResponse } from '@aws-sdk/client-iam'
import { users } from '../../../model/iam/tables.ts'
import type { UserRow } from '../../../model/iam/rows.ts'
import { developerName } from '../../../model/sts/developer.ts'
import { Fault } from '../../fault.ts'
import { checkBoundary } from './attached-policies.ts'
import { describeBoundary } from './describe-role.ts'
import { describeUser } from './describe-user.ts'
import { iamArn, uniqueId } from './identifiers.ts'
import { isTaken } from './is-taken.ts'
import { addTags } from './tags.ts'
import type { Operation } from '../../operation.ts'

/** Creates a user. */
export const createUser: Operation<CreateUserRequest, CreateUserResponse> = (tx, request, context) => {
  const { UserName: userName = '', Path: path = '/' } = request
  const tags = addTags([], request.Tags, 'folded')
  const taken = isTaken(tx.by(users, 'folded', userName.toLowerCase()))
  // Callers whose key was not issued here go by that name.
  if (taken || userName.toLowerCase() === developerName) {
    throw new Fault('EntityAlreadyExists', `User with name ${userName} already exists.`)
  }
  const user: UserRow = {
    userName,
    userId: uniqueId('AIDA', context.fresh),
    arn: iamArn(context.account, 'user', path, userName),
    path,
    createdAtMs: context.now,
    ...(request.PermissionsBoundary !== undefined && {
      permissionsBoundaryArn: checkBoundary(tx, request.PermissionsBoundary),
    }),
    inlinePolicies: {},
    attachedPolicyArns: [],
    tags,
  }
  tx.put(users, userName, user)
  return {
    User: { ...describeUser(user), ...describeBoundary(user), ...(tags.length > 0 && { Tags: tags }) },
  }
}
