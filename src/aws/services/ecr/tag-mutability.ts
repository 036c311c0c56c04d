import type { ImageTagMutability, ImageTagMutabilityExclusionFilter } from '@aws-sdk/client-ecr'
import type { RepositoryRow } from '../../../model/ecr/repository.ts'
import { invalidParameter } from './faults.ts'

const PARAMETER = 'imageTagMutabilityExclusionFilters'
const MAX_WILDCARDS = 2

/** Checks that exclusion filters stand where the setting has exclusions, and only there. */
export function checkMutability(
  mutability: ImageTagMutability,
  filters: readonly ImageTagMutabilityExclusionFilter[] | undefined,
): readonly ImageTagMutabilityExclusionFilter[] {
  const excludes = mutability.endsWith('_WITH_EXCLUSION')
  if (excludes && !filters)
    throw invalidParameter(PARAMETER, `Member must not be null when imageTagMutability is ${mutability}`)
  if (!excludes && filters)
    throw invalidParameter(PARAMETER, `Member must be null when imageTagMutability is ${mutability}`)
  for (const { filter = '' } of filters ?? []) {
    if (filter.split('*').length - 1 <= MAX_WILDCARDS) continue
    throw invalidParameter(PARAMETER, `Member must have no more than ${MAX_WILDCARDS} wildcards`)
  }
  return filters ?? []
}

/** Whether a tag of this repository, once given, stays with its image. */
export function isTagImmutable(
  { imageTagMutability, exclusionFilters }: RepositoryRow,
  tag: string,
): boolean {
  const excluded = exclusionFilters.some(({ filter = '' }) => matchesWildcard(filter, tag))
  const immutable = imageTagMutability.startsWith('IMMUTABLE')
  return immutable !== excluded
}

function matchesWildcard(filter: string, tag: string): boolean {
  const source = filter.split('*').map((part) => part.replaceAll('.', String.raw`\.`))
  return new RegExp(`^${source.join('.*')}$`).test(tag)
}
