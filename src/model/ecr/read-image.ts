import type { View } from '../state.ts'
import { imageKey, images, imageTags, repositories, tagKey } from './tables.ts'

/** Which image is meant. A digest counts more than a tag, as in an image reference that has both. */
export interface ImageId {
  /** The registry: 12 digits. */
  readonly account: string
  readonly region: string
  readonly repository: string
  readonly tag?: string
  readonly digest?: string
}

/** What a launch needs to know of a manifest. */
export interface ManifestFacts {
  readonly kind: 'found'
  /** `sha256:…` */
  readonly digest: string
  readonly mediaType: string
  /** `linux/amd64`, `linux/arm64/v8`, …; empty where they are not known, which is so for every single image. */
  readonly platforms: readonly string[]
  /** True for a manifest list or image index. */
  readonly isIndex: boolean
}

/** What there is under an image id. */
export type ImageAnswer =
  | ManifestFacts
  | { readonly kind: 'repository-missing' }
  | { readonly kind: 'image-missing' }

/** Looks an image up in the local registries. Neither tag nor digest means the tag `latest`. */
export function readImage(view: View, { account, region, repository, tag, digest }: ImageId): ImageAnswer {
  const registry = view.at({ account, region })
  if (!registry.get(repositories, repository)) return { kind: 'repository-missing' }
  const meant = digest ?? registry.get(imageTags, tagKey(repository, tag ?? 'latest'))?.imageDigest
  const image = meant === undefined ? undefined : registry.get(images, imageKey(repository, meant))
  if (!image) return { kind: 'image-missing' }
  const { imageDigest, mediaType, platforms, isIndex } = image
  return { kind: 'found', digest: imageDigest, mediaType, platforms, isIndex }
}
