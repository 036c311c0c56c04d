import type { GetRegistryPolicyRequest, GetRegistryPolicyResponse } from '@aws-sdk/client-ecr'
import type { Operation } from '../../operation.ts'
import { registryPolicy } from './registry-policy.ts'

/** Reads the registry's policy, as it was given. */
export const getRegistryPolicy: Operation<GetRegistryPolicyRequest, GetRegistryPolicyResponse> = (tx) =>
  registryPolicy(tx)
