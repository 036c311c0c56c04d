import type { PutLifecyclePolicyRequest, PutLifecyclePolicyResponse } from '@aws-sdk/client-ecr'
import { repositories } from '../../../model/ecr/tables.ts'
import type { Operation } from '../../operation.ts'
import { findRepository } from './find-repository.ts'
import { checkLifecyclePolicy } from './lifecycle-policy.ts'
import { policyOwner } from './repository-policy.ts'

/** Sets the lifecycle policy of a repository. It is kept and told; no image expires by it here. */
export const putLifecyclePolicy: Operation<PutLifecyclePolicyRequest, PutLifecyclePolicyResponse> = (
  tx,
  request,
) => {
  const found = findRepository(tx, request)
  const { registry, repository } = found
  const { lifecyclePolicyText = '' } = request
  checkLifecyclePolicy(lifecyclePolicyText)
  registry.put(repositories, repository.repositoryName, { ...repository, lifecyclePolicyText })
  return { ...policyOwner(found), lifecyclePolicyText }
}
