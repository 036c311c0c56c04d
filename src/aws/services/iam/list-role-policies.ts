import type { ListRolePoliciesRequest, ListRolePoliciesResponse } from '@aws-sdk/client-iam'
import { listPage } from './list-page.ts'
import { findRole } from './find-role.ts'
import type { Operation } from '../../operation.ts'

/** Lists the names of the inline policies of a role. */
export const listRolePolicies: Operation<ListRolePoliciesRequest, ListRolePoliciesResponse> = (
  tx,
  request,
) => {
  const names = Object.keys(findRole(tx, request.RoleName).inlinePolicies).sort()
  const { items, more } = listPage(names, request, (name) => name)
  return { PolicyNames: items, ...more }
}
