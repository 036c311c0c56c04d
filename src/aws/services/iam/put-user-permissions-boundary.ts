import type { PutUserPermissionsBoundaryRequest } from '@aws-sdk/client-iam'
import { users } from '../../../model/iam/tables.ts'
import { checkBoundary } from './attached-policies.ts'
import { findUser } from './find-user.ts'
import type { Operation } from '../../operation.ts'

/** Sets the policy that bounds a user. */
export const putUserPermissionsBoundary: Operation<PutUserPermissionsBoundaryRequest, void> = (
  tx,
  { UserName, PermissionsBoundary = '' },
) => {
  const user = findUser(tx, UserName)
  tx.put(users, user.userName, { ...user, permissionsBoundaryArn: checkBoundary(tx, PermissionsBoundary) })
}
