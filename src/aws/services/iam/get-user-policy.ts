import type { GetUserPolicyRequest, GetUserPolicyResponse } from '@aws-sdk/client-iam'
import { encodeDocument } from './encode-document.ts'
import { findInlinePolicy } from './inline-policies.ts'
import { findUser } from './find-user.ts'
import type { Operation } from '../../operation.ts'

/** Gives an inline policy of a user. */
export const getUserPolicy: Operation<GetUserPolicyRequest, GetUserPolicyResponse> = (
  tx,
  { UserName, PolicyName = '' },
) => {
  const document = findInlinePolicy(findUser(tx, UserName), PolicyName, 'user')
  return { UserName, PolicyName, PolicyDocument: encodeDocument(document) }
}
