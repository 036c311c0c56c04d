import type { DescribeRepositoriesRequest, DescribeRepositoriesResponse } from '@aws-sdk/client-ecr'
import { repositories } from '../../../model/ecr/tables.ts'
import type { Operation } from '../../operation.ts'
import { paginate } from '../../paging.ts'
import { describeRepository } from './describe-repository.ts'
import { invalidNextToken } from './faults.ts'
import { findRepository } from './find-repository.ts'

const DEFAULT_LIMIT = 100

/** Describes the repositories of a registry, or those that are named. */
export const describeRepositories: Operation<DescribeRepositoriesRequest, DescribeRepositoriesResponse> = (
  tx,
  { registryId, repositoryNames, nextToken: token, maxResults },
) => {
  const registry = tx.at({ account: registryId ?? tx.account })
  const rows = repositoryNames
    ? repositoryNames.map((repositoryName) => findRepository(tx, { registryId, repositoryName }).repository)
    : [...registry.all(repositories)]
  const page = paginate(rows, {
    keyOf: ({ repositoryName }) => repositoryName,
    token,
    limit: repositoryNames ? rows.length : (maxResults ?? DEFAULT_LIMIT),
    invalidToken: invalidNextToken,
  })
  return {
    repositories: page.items.map((row) => describeRepository(registry, row)),
    nextToken: page.nextToken,
  }
}
