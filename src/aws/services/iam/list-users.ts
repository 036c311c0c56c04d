import type { ListUsersRequest, ListUsersResponse } from '@aws-sdk/client-iam'
import { users } from '../../../model/iam/tables.ts'
import { describeUser } from './describe-user.ts'
import { byName, listPage } from './list-page.ts'
import type { Operation } from '../../operation.ts'

/** Lists users under a path. */
export const listUsers: Operation<ListUsersRequest, ListUsersResponse> = (tx, request) => {
  const { PathPrefix: prefix = '/' } = request
  const found = [...tx.all(users)]
    .filter((user) => user.path.startsWith(prefix))
    .sort(byName((user) => user.userName))
  const { items, more } = listPage(found, request, (user) => user.userName)
  return { Users: items.map(describeUser), ...more }
}
