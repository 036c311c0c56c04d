import type { DeleteRepositoryPolicyRequest, DeleteRepositoryPolicyResponse } from '@aws-sdk/client-ecr'
import { repositories } from '../../../model/ecr/tables.ts'
import type { Operation } from '../../operation.ts'
import { findRepository } from './find-repository.ts'
import { policyNotFound, policyOwner } from './repository-policy.ts'

/** Deletes the policy of a repository. */
export const deleteRepositoryPolicy: Operation<
  DeleteRepositoryPolicyRequest,
  DeleteRepositoryPolicyResponse
> = (tx, request) => {
  const found = findRepository(tx, request)
  const { policyText, ...repository } = found.repository
  if (policyText === undefined) throw policyNotFound('Repository', found)
  found.registry.put(repositories, repository.repositoryName, repository)
  return { ...policyOwner(found), policyText }
}
