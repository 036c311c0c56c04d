import type { BatchGetImageRequest, BatchGetImageResponse, Image, ImageFailure } from '@aws-sdk/client-ecr'
import type { Operation } from '../../operation.ts'
import { describeImage } from './describe-image.ts'
import { findImage, notFound } from './find-image.ts'
import { findRepository } from './find-repository.ts'

/** Reads manifests. Where media types are named, an image of another type counts as not there. */
export const batchGetImage: Operation<BatchGetImageRequest, BatchGetImageResponse> = (tx, request) => {
  const { registry, repository } = findRepository(tx, request)
  const { imageIds = [], acceptedMediaTypes } = request
  const images: Image[] = []
  const failures: ImageFailure[] = []
  for (const imageId of imageIds) {
    const found = findImage(registry, repository.repositoryName, imageId)
    if (!('manifest' in found)) failures.push(found)
    else if (acceptedMediaTypes && !acceptedMediaTypes.includes(found.mediaType))
      failures.push(notFound(imageId))
    else images.push(describeImage(registry, found, imageId.imageTag))
  }
  return { images, failures }
}
