import type { GetRolePolicyRequest, GetRolePolicyResponse } from '@aws-sdk/client-iam'
import { encodeDocument } from './encode-document.ts'
import { findInlinePolicy } from './inline-policies.ts'
import { findRole } from './find-role.ts'
import type { Operation } from '../../operation.ts'

/** Gives an inline policy of a role. */
export const getRolePolicy: Operation<GetRolePolicyRequest, GetRolePolicyResponse> = (
  tx,
  { RoleName, PolicyName = '' },
) => {
  const document = findInlinePolicy(findRole(tx, RoleName), PolicyName, 'role')
  return { RoleName, PolicyName, PolicyDocument: encodeDocument(document) }
}
