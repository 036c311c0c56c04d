import type { PutImageTagMutabilityRequest, PutImageTagMutabilityResponse } from '@aws-sdk/client-ecr'
import { repositories } from '../../../model/ecr/tables.ts'
import type { Operation } from '../../operation.ts'
import { findRepository } from './find-repository.ts'
import { policyOwner } from './repository-policy.ts'
import { checkMutability } from './tag-mutability.ts'

/** Says whether the tags of a repository may move. */
export const putImageTagMutability: Operation<PutImageTagMutabilityRequest, PutImageTagMutabilityResponse> = (
  tx,
  request,
) => {
  const { imageTagMutability = 'MUTABLE', imageTagMutabilityExclusionFilters: filters } = request
  const exclusionFilters = checkMutability(imageTagMutability, filters)
  const found = findRepository(tx, request)
  const { registry, repository } = found
  registry.put(repositories, repository.repositoryName, {
    ...repository,
    imageTagMutability,
    exclusionFilters,
  })
  return {
    ...policyOwner(found),
    imageTagMutability,
    ...(filters ? { imageTagMutabilityExclusionFilters: filters } : {}),
  }
}
