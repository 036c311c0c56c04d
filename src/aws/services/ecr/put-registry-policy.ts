import type { PutRegistryPolicyRequest, PutRegistryPolicyResponse } from '@aws-sdk/client-ecr'
import { registries, registryKey } from '../../../model/ecr/tables.ts'
import type { Operation } from '../../operation.ts'
import { checkRegistryPolicy } from './policy-text.ts'

/** Sets the registry's policy. */
export const putRegistryPolicy: Operation<PutRegistryPolicyRequest, PutRegistryPolicyResponse> = (
  tx,
  { policyText = '' },
) => {
  checkRegistryPolicy(policyText)
  tx.put(registries, registryKey, { policyText })
  return { registryId: tx.account, policyText }
}
