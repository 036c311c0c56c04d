import type { Image } from '@aws-sdk/client-ecr'
import type { ImageRow } from '../../../model/ecr/image.ts'
import type { View } from '../../../model/state.ts'

/** An image with its manifest as answers have it, with the tag by which it was asked for. */
export function describeImage(registry: View, image: ImageRow, imageTag: string | undefined): Image {
  const { repositoryName, imageDigest, manifest, mediaType } = image
  return {
    registryId: registry.account,
    repositoryName,
    imageId: { imageDigest, ...(imageTag === undefined ? {} : { imageTag }) },
    imageManifest: manifest,
    imageManifestMediaType: mediaType,
  }
}
