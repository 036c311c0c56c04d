import type { GetRepositoryPolicyRequest, GetRepositoryPolicyResponse } from '@aws-sdk/client-ecr'
import type { Operation } from '../../operation.ts'
import { findRepository } from './find-repository.ts'
import { policyNotFound, policyOwner } from './repository-policy.ts'

/** Reads the policy of a repository, as it was given. */
export const getRepositoryPolicy: Operation<GetRepositoryPolicyRequest, GetRepositoryPolicyResponse> = (
  tx,
  request,
) => {
  const found = findRepository(tx, request)
  const { policyText } = found.repository
  if (policyText === undefined) throw policyNotFound('Repository', found)
  return { ...policyOwner(found), policyText }
}
