import type { PutUserPolicyRequest } from '@aws-sdk/client-iam'
import { users } from '../../../model/iam/tables.ts'
import { putInlinePolicy } from './inline-policies.ts'
import { findUser } from './find-user.ts'
import type { Operation } from '../../operation.ts'

/** Puts an inline policy on a user, in the place of one of the same name. */
export const putUserPolicy: Operation<PutUserPolicyRequest, void> = (
  tx,
  { UserName, PolicyName = '', PolicyDocument = '' },
) => {
  const user = findUser(tx, UserName)
  const owner = { kind: 'user', name: user.userName, maxSize: 2048 } as const
  tx.put(users, user.userName, {
    ...user,
    inlinePolicies: putInlinePolicy(user, PolicyName, PolicyDocument, owner),
  })
}
