import type { GetLifecyclePolicyRequest, GetLifecyclePolicyResponse } from '@aws-sdk/client-ecr'
import type { Operation } from '../../operation.ts'
import { findRepository } from './find-repository.ts'
import { policyNotFound, policyOwner } from './repository-policy.ts'

/** Reads the lifecycle policy of a repository. It has no `lastEvaluatedAt`: it is never evaluated. */
export const getLifecyclePolicy: Operation<GetLifecyclePolicyRequest, GetLifecyclePolicyResponse> = (
  tx,
  request,
) => {
  const found = findRepository(tx, request)
  const { lifecyclePolicyText } = found.repository
  if (lifecyclePolicyText === undefined) throw policyNotFound('Lifecycle', found)
  return { ...policyOwner(found), lifecyclePolicyText }
}
