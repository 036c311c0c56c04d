import type { ImageRow } from '../../../model/ecr/image.ts'
import { imageKey, images, imageTags, tagKey } from '../../../model/ecr/tables.ts'
import type { Transaction } from '../../../model/state.ts'

/** Deletes an image with its tags. */
export function deleteImage(registry: Transaction, { repositoryName, imageDigest }: ImageRow): void {
  const key = imageKey(repositoryName, imageDigest)
  for (const { tag } of Array.from(registry.by(imageTags, 'image', key))) {
    registry.delete(imageTags, tagKey(repositoryName, tag))
  }
  registry.delete(images, key)
}
