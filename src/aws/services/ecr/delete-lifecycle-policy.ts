import type { DeleteLifecyclePolicyRequest, DeleteLifecyclePolicyResponse } from '@aws-sdk/client-ecr'
import { repositories } from '../../../model/ecr/tables.ts'
import type { Operation } from '../../operation.ts'
import { findRepository } from './find-repository.ts'
import { policyNotFound, policyOwner } from './repository-policy.ts'

/** Deletes the lifecycle policy of a repository. */
export const deleteLifecyclePolicy: Operation<DeleteLifecyclePolicyRequest, DeleteLifecyclePolicyResponse> = (
  tx,
  request,
) => {
  const found = findRepository(tx, request)
  const { lifecyclePolicyText, ...repository } = found.repository
  if (lifecyclePolicyText === undefined) throw policyNotFound('Lifecycle', found)
  found.registry.put(repositories, repository.repositoryName, repository)
  return { ...policyOwner(found), lifecyclePolicyText }
}
