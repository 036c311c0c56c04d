import type { DeleteUserPolicyRequest } from '@aws-sdk/client-iam'
import { users } from '../../../model/iam/tables.ts'
import { deleteInlinePolicy } from './inline-policies.ts'
import { findUser } from './find-user.ts'
import type { Operation } from '../../operation.ts'

/** Deletes an inline policy of a user. */
export const deleteUserPolicy: Operation<DeleteUserPolicyRequest, void> = (
  tx,
  { UserName, PolicyName = '' },
) => {
  const user = findUser(tx, UserName)
  tx.put(users, user.userName, { ...user, inlinePolicies: deleteInlinePolicy(user, PolicyName, 'user') })
}
