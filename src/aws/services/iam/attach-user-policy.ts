import type { AttachUserPolicyRequest } from '@aws-sdk/client-iam'
import { users } from '../../../model/iam/tables.ts'
import { attachPolicy } from './attached-policies.ts'
import { findUser } from './find-user.ts'
import type { Operation } from '../../operation.ts'

/** Attaches a managed policy to a user. */
export const attachUserPolicy: Operation<AttachUserPolicyRequest, void> = (
  tx,
  { UserName, PolicyArn = '' },
) => {
  const user = findUser(tx, UserName)
  tx.put(users, user.userName, { ...user, attachedPolicyArns: attachPolicy(tx, user, PolicyArn, 'User') })
}
