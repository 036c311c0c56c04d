import type { Repository } from '@aws-sdk/client-ecr'
import { formatArn } from '../../../model/arn.ts'
import type { RepositoryRow } from '../../../model/ecr/repository.ts'
import type { View } from '../../../model/state.ts'

/** A repository as answers have it. */
export function describeRepository(registry: View, repository: RepositoryRow): Repository {
  const { repositoryName, exclusionFilters, encryptionType, kmsKey } = repository
  const { account, region } = registry
  return {
    repositoryArn: formatArn('ecr', region, account, `repository/${repositoryName}`),
    registryId: account,
    repositoryName,
    repositoryUri: `${account}.dkr.ecr.${region}.amazonaws.com/${repositoryName}`,
    createdAt: new Date(repository.createdMs),
    imageTagMutability: repository.imageTagMutability,
    ...(exclusionFilters.length === 0 ? {} : { imageTagMutabilityExclusionFilters: [...exclusionFilters] }),
    imageScanningConfiguration: { scanOnPush: repository.scanOnPush },
    encryptionConfiguration: { encryptionType, ...(kmsKey === undefined ? {} : { kmsKey }) },
  }
}
