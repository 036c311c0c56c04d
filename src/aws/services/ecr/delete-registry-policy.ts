import type { DeleteRegistryPolicyRequest, DeleteRegistryPolicyResponse } from '@aws-sdk/client-ecr'
import { registries, registryKey } from '../../../model/ecr/tables.ts'
import type { Operation } from '../../operation.ts'
import { registryPolicy } from './registry-policy.ts'

/** Deletes the registry's policy. */
export const deleteRegistryPolicy: Operation<DeleteRegistryPolicyRequest, DeleteRegistryPolicyResponse> = (
  tx,
) => {
  const policy = registryPolicy(tx)
  tx.delete(registries, registryKey)
  return policy
}
