import type { TagResourceRequest, TagResourceResponse } from '@aws-sdk/client-ecr'
import { repositories } from '../../../model/ecr/tables.ts'
import type { Operation } from '../../operation.ts'
import { findRepositoryOfArn } from './find-repository.ts'
import { addTags } from './resource-tags.ts'

/** Adds tags to a repository, or changes them. */
export const tagResource: Operation<TagResourceRequest, TagResourceResponse> = (tx, request) => {
  const { registry, repository } = findRepositoryOfArn(tx, request.resourceArn ?? '')
  const tags = addTags(repository.tags, request.tags ?? [])
  registry.put(repositories, repository.repositoryName, { ...repository, tags })
  return {}
}
