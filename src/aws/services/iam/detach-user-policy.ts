import type { DetachUserPolicyRequest } from '@aws-sdk/client-iam'
import { users } from '../../../model/iam/tables.ts'
import { detachPolicy } from './attached-policies.ts'
import { findUser } from './find-user.ts'
import type { Operation } from '../../operation.ts'

/** Detaches a managed policy from a user. */
export const detachUserPolicy: Operation<DetachUserPolicyRequest, void> = (
  tx,
  { UserName, PolicyArn = '' },
) => {
  const user = findUser(tx, UserName)
  tx.put(users, user.userName, { ...user, attachedPolicyArns: detachPolicy(tx, user, PolicyArn) })
}
