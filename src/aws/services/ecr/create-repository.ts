import type { CreateRepositoryRequest, CreateRepositoryResponse } from '@aws-sdk/client-ecr'
import type { RepositoryRow } from '../../../model/ecr/repository.ts'
import { repositories } from '../../../model/ecr/tables.ts'
import type { Operation } from '../../operation.ts'
import { describeRepository } from './describe-repository.ts'
import { encryptionOf } from './encryption.ts'
import { invalidParameter } from './faults.ts'
import { repositoryFault } from './find-repository.ts'
import { addTags } from './resource-tags.ts'
import { checkMutability } from './tag-mutability.ts'

/** Makes a repository in the caller's registry. */
export const createRepository: Operation<CreateRepositoryRequest, CreateRepositoryResponse> = (
  tx,
  request,
  context,
) => {
  const { registryId, repositoryName = '', imageTagMutability = 'MUTABLE' } = request
  if (registryId !== undefined && registryId !== tx.account) {
    throw invalidParameter('registryId', 'A repository can only be created in the registry of the caller')
  }
  const exclusionFilters = checkMutability(imageTagMutability, request.imageTagMutabilityExclusionFilters)
  const tags = addTags([], request.tags ?? [])
  if (tx.get(repositories, repositoryName)) {
    throw repositoryFault('RepositoryAlreadyExistsException', 'already exists in the', repositoryName, tx)
  }
  const repository: RepositoryRow = {
    repositoryName,
    createdMs: context.now,
    imageTagMutability,
    exclusionFilters,
    scanOnPush: request.imageScanningConfiguration?.scanOnPush ?? false,
    ...encryptionOf(tx, request.encryptionConfiguration, context),
    tags,
  }
  tx.put(repositories, repositoryName, repository)
  return { repository: describeRepository(tx, repository) }
}
