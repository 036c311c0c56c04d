import type { ImageFailure, ImageIdentifier } from '@aws-sdk/client-ecr'
import type { ImageRow } from '../../../model/ecr/image.ts'
import { imageKey, images, imageTags, tagKey } from '../../../model/ecr/tables.ts'
import type { View } from '../../../model/state.ts'

const DIGEST = /^[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+$/

/** Finds one image by tag, digest or both, or says why not, as the batch operations do. */
export function findImage(
  registry: View,
  repositoryName: string,
  imageId: ImageIdentifier,
): ImageRow | ImageFailure {
  const { imageTag, imageDigest } = imageId
  if (imageTag === undefined && imageDigest === undefined) {
    const failureReason = 'Invalid request parameters: both tag and digest cannot be null'
    return { imageId, failureCode: 'MissingDigestAndTag', failureReason }
  }
  if (imageDigest !== undefined && !DIGEST.test(imageDigest)) {
    const failureReason =
      "Invalid request parameters: image digest should satisfy the regex '[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+'"
    return { imageId, failureCode: 'InvalidImageDigest', failureReason }
  }
  const tagged =
    imageTag === undefined ? undefined : registry.get(imageTags, tagKey(repositoryName, imageTag))
  const digest = imageTag === undefined ? imageDigest : tagged?.imageDigest
  const image = digest === undefined ? undefined : registry.get(images, imageKey(repositoryName, digest))
  if (!image) return notFound(imageId)
  if (imageDigest !== undefined && imageDigest !== digest) {
    const failureReason = `The image tag '${imageTag}' does not match the image digest '${imageDigest}'`
    return { imageId, failureCode: 'ImageTagDoesNotMatchDigest', failureReason }
  }
  return image
}

/** The failure of an image that is not there. */
export function notFound(imageId: ImageIdentifier): ImageFailure {
  return { imageId, failureCode: 'ImageNotFound', failureReason: 'Requested image not found' }
}

/** The tags of an image, in the order in which they were first given. */
export function tagsOf(registry: View, { repositoryName, imageDigest }: ImageRow): string[] {
  return [...registry.by(imageTags, 'image', imageKey(repositoryName, imageDigest))].map(({ tag }) => tag)
}
