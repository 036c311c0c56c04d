import type { DeleteRepositoryRequest, DeleteRepositoryResponse } from '@aws-sdk/client-ecr'
import { images, repositories } from '../../../model/ecr/tables.ts'
import type { Operation } from '../../operation.ts'
import { deleteImage } from './delete-image.ts'
import { describeRepository } from './describe-repository.ts'
import { findRepository, repositoryFault } from './find-repository.ts'

/** Deletes a repository; with its images only where that is forced. */
export const deleteRepository: Operation<DeleteRepositoryRequest, DeleteRepositoryResponse> = (
  tx,
  request,
) => {
  const { registry, repository } = findRepository(tx, request)
  const { repositoryName } = repository
  if (!request.force && registry.countBy(images, 'repository', repositoryName) > 0) {
    const rest = ' cannot be deleted because it still contains images'
    throw repositoryFault('RepositoryNotEmptyException', 'in', repositoryName, registry, rest)
  }
  for (const image of Array.from(registry.by(images, 'repository', repositoryName)))
    deleteImage(registry, image)
  registry.delete(repositories, repositoryName)
  return { repository: describeRepository(registry, repository) }
}
