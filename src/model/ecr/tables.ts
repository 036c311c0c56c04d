import { regionTable } from '../state.ts'
import type { ImageRow, ImageTagRow } from './image.ts'
import type { RegistryRow, RepositoryRow } from './repository.ts'

/** Repositories by name. */
export const repositories = regionTable<RepositoryRow>('ecr.repositories')

/** Images by `imageKey`. */
export const images = regionTable<ImageRow, 'repository'>('ecr.images', {
  repository: (row) => row.repositoryName,
})

/** Tags of images by `tagKey`. `image` has the tags of one image, by its `imageKey`. */
export const imageTags = regionTable<ImageTagRow, 'image'>('ecr.imageTags', {
  image: (row) => imageKey(row.repositoryName, row.imageDigest),
})

/** The registry, by `registryKey`. */
export const registries = regionTable<RegistryRow>('ecr.registries')

/** The only key of `registries`: an account has one registry in each region. */
export const registryKey = 'registry'

/** `repository@sha256:…` */
export function imageKey(repositoryName: string, imageDigest: string): string {
  return `${repositoryName}@${imageDigest}`
}

/** `repository:tag` */
export function tagKey(repositoryName: string, tag: string): string {
  return `${repositoryName}:${tag}`
}
