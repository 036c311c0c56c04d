import type {
  BatchDeleteImageRequest,
  BatchDeleteImageResponse,
  ImageFailure,
  ImageIdentifier,
} from '@aws-sdk/client-ecr'
import type { ImageRow } from '../../../model/ecr/image.ts'
import { images, imageTags, tagKey } from '../../../model/ecr/tables.ts'
import type { Transaction } from '../../../model/state.ts'
import type { Operation } from '../../operation.ts'
import { deleteImage } from './delete-image.ts'
import { findImage, tagsOf } from './find-image.ts'
import { findRepository } from './find-repository.ts'

/** Deletes images by digest, and tags by tag; an image goes with its last tag. */
export const batchDeleteImage: Operation<BatchDeleteImageRequest, BatchDeleteImageResponse> = (
  tx,
  request,
) => {
  const { registry, repository } = findRepository(tx, request)
  const imageIds: ImageIdentifier[] = []
  const failures: ImageFailure[] = []
  for (const imageId of request.imageIds ?? []) {
    const outcome = deleteOne(registry, repository.repositoryName, imageId)
    if (Array.isArray(outcome)) imageIds.push(...outcome)
    else failures.push(outcome)
  }
  return { imageIds, failures }
}

function deleteOne(
  registry: Transaction,
  repositoryName: string,
  imageId: ImageIdentifier,
): ImageIdentifier[] | ImageFailure {
  const image = findImage(registry, repositoryName, imageId)
  if (!('manifest' in image)) return image
  const { imageDigest } = image
  const tags = tagsOf(registry, image)
  const { imageTag } = imageId
  if (imageTag !== undefined && tags.length > 1) {
    registry.delete(imageTags, tagKey(repositoryName, imageTag))
    return [{ imageDigest, imageTag }]
  }
  const lists = listsWith(registry, image)
  if (lists.length > 0) {
    const failureReason = `Requested image referenced by manifest list: [${lists.join(', ')}]`
    return { imageId, failureCode: 'ImageReferencedByManifestList', failureReason }
  }
  deleteImage(registry, image)
  return tags.length === 0 ? [{ imageDigest }] : tags.map((tag) => ({ imageDigest, imageTag: tag }))
}

/** Digests of the indexes that hold this image. */
function listsWith(registry: Transaction, { repositoryName, imageDigest }: ImageRow): string[] {
  return [...registry.by(images, 'repository', repositoryName)]
    .filter(({ references }) => references.includes(imageDigest))
    .map((list) => list.imageDigest)
}
