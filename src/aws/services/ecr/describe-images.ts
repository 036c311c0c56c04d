import type {
  DescribeImagesRequest,
  DescribeImagesResponse,
  ImageDetail,
  ImageIdentifier,
} from '@aws-sdk/client-ecr'
import type { ImageRow } from '../../../model/ecr/image.ts'
import { images } from '../../../model/ecr/tables.ts'
import type { View } from '../../../model/state.ts'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { paginate } from '../../paging.ts'
import { invalidNextToken, invalidParameter } from './faults.ts'
import { findImage, tagsOf } from './find-image.ts'
import { findRepository } from './find-repository.ts'

const DEFAULT_LIMIT = 100

/** Describes the images of a repository in the order in which they were pushed, or those that are named. */
export const describeImages: Operation<DescribeImagesRequest, DescribeImagesResponse> = (tx, request) => {
  const { imageIds, filter, maxResults, nextToken: token } = request
  if (imageIds && (maxResults !== undefined || token !== undefined)) {
    throw invalidParameter('imageIds', 'imageIds cannot be combined with maxResults or nextToken')
  }
  const { registry, repository } = findRepository(tx, request)
  const rows = imageIds
    ? namedImages(registry, repository.repositoryName, imageIds)
    : [...registry.by(images, 'repository', repository.repositoryName)]
  // Nothing is ever archived here.
  const active = filter?.imageStatus === undefined || ['ACTIVE', 'ANY'].includes(filter.imageStatus)
  const wanted = active ? rows.filter((row) => hasTagStatus(registry, row, filter?.tagStatus)) : []
  const page = paginate(wanted, {
    keyOf: ({ imageDigest }) => imageDigest,
    token,
    limit: imageIds ? wanted.length : (maxResults ?? DEFAULT_LIMIT),
    invalidToken: invalidNextToken,
  })
  return { imageDetails: page.items.map((row) => detail(registry, row)), nextToken: page.nextToken }
}

function namedImages(
  registry: View,
  repositoryName: string,
  imageIds: readonly ImageIdentifier[],
): ImageRow[] {
  const found = new Map<string, ImageRow>()
  for (const imageId of imageIds) {
    const image = findImage(registry, repositoryName, imageId)
    if (!('manifest' in image)) throw imageNotFound(registry, repositoryName, imageId)
    found.set(image.imageDigest, image)
  }
  return [...found.values()]
}

function imageNotFound(
  registry: View,
  repositoryName: string,
  { imageDigest, imageTag }: ImageIdentifier,
): Fault {
  const id = `{imageDigest:'${imageDigest ?? 'null'}', imageTag:'${imageTag ?? 'null'}'}`
  return new Fault(
    'ImageNotFoundException',
    `The image with imageId ${id} does not exist within the repository with name '${repositoryName}' in the registry with id '${registry.account}'`,
  )
}

function hasTagStatus(registry: View, image: ImageRow, status: string | undefined): boolean {
  if (status === undefined || status === 'ANY') return true
  return tagsOf(registry, image).length > 0 === (status === 'TAGGED')
}

function detail(registry: View, image: ImageRow): ImageDetail {
  const tags = tagsOf(registry, image)
  const { artifactMediaType } = image
  return {
    registryId: registry.account,
    repositoryName: image.repositoryName,
    imageDigest: image.imageDigest,
    ...(tags.length === 0 ? {} : { imageTags: tags }),
    imageSizeInBytes: image.sizeBytes,
    imagePushedAt: new Date(image.pushedMs),
    imageManifestMediaType: image.mediaType,
    ...(artifactMediaType === undefined ? {} : { artifactMediaType }),
    imageStatus: 'ACTIVE',
  }
}
