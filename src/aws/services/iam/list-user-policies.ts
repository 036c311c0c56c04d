import type { ListUserPoliciesRequest, ListUserPoliciesResponse } from '@aws-sdk/client-iam'
import { listPage } from './list-page.ts'
import { findUser } from './find-user.ts'
import type { Operation } from '../../operation.ts'

/** Lists the names of the inline policies of a user. */
export const listUserPolicies: Operation<ListUserPoliciesRequest, ListUserPoliciesResponse> = (
  tx,
  request,
) => {
  const names = Object.keys(findUser(tx, request.UserName).inlinePolicies).sort()
  const { items, more } = listPage(names, request, (name) => name)
  return { PolicyNames: items, ...more }
}
