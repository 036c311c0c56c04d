import type { ImageIdentifier, ListImagesRequest, ListImagesResponse } from '@aws-sdk/client-ecr'
import { images } from '../../../model/ecr/tables.ts'
import type { Operation } from '../../operation.ts'
import { paginate } from '../../paging.ts'
import { invalidNextToken } from './faults.ts'
import { tagsOf } from './find-image.ts'
import { findRepository } from './find-repository.ts'

const DEFAULT_LIMIT = 100

/** Lists the image ids of a repository: one for each tag, and one for each image without any. */
export const listImages: Operation<ListImagesRequest, ListImagesResponse> = (tx, request) => {
  const { registry, repository } = findRepository(tx, request)
  const { tagStatus = 'ANY', imageStatus = 'ACTIVE' } = request.filter ?? {}
  const ids = [...registry.by(images, 'repository', repository.repositoryName)].flatMap(
    (image): ImageIdentifier[] => {
      const { imageDigest } = image
      const tags = tagsOf(registry, image)
      return tags.length === 0 ? [{ imageDigest }] : tags.map((imageTag) => ({ imageDigest, imageTag }))
    },
  )
  const active = imageStatus === 'ACTIVE' || imageStatus === 'ANY'
  const wanted = ids.filter(
    ({ imageTag }) =>
      active && (tagStatus === 'ANY' || (imageTag !== undefined) === (tagStatus === 'TAGGED')),
  )
  const { items, nextToken } = paginate(wanted, {
    keyOf: ({ imageDigest, imageTag }) => `${imageDigest} ${imageTag ?? ''}`,
    token: request.nextToken,
    limit: request.maxResults ?? DEFAULT_LIMIT,
    invalidToken: invalidNextToken,
  })
  return { imageIds: items, nextToken }
}
