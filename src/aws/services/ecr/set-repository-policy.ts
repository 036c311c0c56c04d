import type { SetRepositoryPolicyRequest, SetRepositoryPolicyResponse } from '@aws-sdk/client-ecr'
import { repositories } from '../../../model/ecr/tables.ts'
import type { Operation } from '../../operation.ts'
import { findRepository } from './find-repository.ts'
import { checkRepositoryPolicy } from './policy-text.ts'

/** Sets the policy of a repository. */
export const setRepositoryPolicy: Operation<SetRepositoryPolicyRequest, SetRepositoryPolicyResponse> = (
  tx,
  request,
) => {
  const { registry, repository } = findRepository(tx, request)
  const { policyText = '' } = request
  checkRepositoryPolicy(policyText)
  registry.put(repositories, repository.repositoryName, { ...repository, policyText })
  return { registryId: registry.account, repositoryName: repository.repositoryName, policyText }
}
