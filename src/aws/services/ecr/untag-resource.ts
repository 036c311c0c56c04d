import type { UntagResourceRequest, UntagResourceResponse } from '@aws-sdk/client-ecr'
import { repositories } from '../../../model/ecr/tables.ts'
import type { Operation } from '../../operation.ts'
import { findRepositoryOfArn } from './find-repository.ts'

/** Takes tags from a repository; keys that are not there are nothing to complain of. */
export const untagResource: Operation<UntagResourceRequest, UntagResourceResponse> = (tx, request) => {
  const { registry, repository } = findRepositoryOfArn(tx, request.resourceArn ?? '')
  const { tagKeys = [] } = request
  const tags = repository.tags.filter(({ Key = '' }) => !tagKeys.includes(Key))
  registry.put(repositories, repository.repositoryName, { ...repository, tags })
  return {}
}
