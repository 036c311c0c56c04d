import type { DeleteUserPermissionsBoundaryRequest } from '@aws-sdk/client-iam'
import { users } from '../../../model/iam/tables.ts'
import { findUser } from './find-user.ts'
import type { Operation } from '../../operation.ts'

/** Takes the boundary of a user away. */
export const deleteUserPermissionsBoundary: Operation<DeleteUserPermissionsBoundaryRequest, void> = (
  tx,
  { UserName },
) => {
  const { permissionsBoundaryArn: _gone, ...user } = findUser(tx, UserName)
  tx.put(users, user.userName, user)
}
