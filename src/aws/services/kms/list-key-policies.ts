import type { ListKeyPoliciesRequest, ListKeyPoliciesResponse } from '@aws-sdk/client-kms'
import type { Operation } from '../../operation.ts'
import { findKeyWithoutAlias } from './find-key.ts'
import { policyName } from './key-policy.ts'

/** Lists the policies of a key: there is always one, `default`. */
export const listKeyPolicies: Operation<ListKeyPoliciesRequest, ListKeyPoliciesResponse> = (
  tx,
  request,
  { now },
) => {
  findKeyWithoutAlias(tx, request.KeyId ?? '', now)
  return { PolicyNames: [policyName], Truncated: false }
}
