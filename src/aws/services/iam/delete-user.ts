import type { DeleteUserRequest } from '@aws-sdk/client-iam'
import { users } from '../../../model/iam/tables.ts'
import { everyAccount, issuedKeys } from '../../../model/sts/tables.ts'
import { Fault } from '../../fault.ts'
import { findUser } from './find-user.ts'
import type { Operation } from '../../operation.ts'
import { isTaken } from './is-taken.ts'

/** Deletes a user that nothing hangs on any more. */
export const deleteUser: Operation<DeleteUserRequest, void> = (tx, { UserName }) => {
  const user = findUser(tx, UserName)
  if (user.attachedPolicyArns.length > 0) {
    throw new Fault('DeleteConflict', 'Cannot delete entity, must detach all policies first.')
  }
  if (Object.keys(user.inlinePolicies).length > 0) {
    throw new Fault('DeleteConflict', 'Cannot delete entity, must delete policies first.')
  }
  if (isTaken(tx.at({ account: everyAccount }).by(issuedKeys, 'user', user.arn))) {
    throw new Fault('DeleteConflict', 'Cannot delete entity, must delete access keys first.')
  }
  tx.delete(users, user.userName)
}
