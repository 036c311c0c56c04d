import type { Tag } from '@aws-sdk/client-ecs'
import { invalidParameter } from './errors.ts'

/** A resource has at most this many tags. */
const MAX_TAGS = 50

/** The tags of a new resource. Throws ECS's words for tags it does not take. */
export function checkTags(tags: readonly Tag[] | undefined): readonly Tag[] {
  if (tags === undefined) return []
  if (tags.length === 0) throw invalidParameter('Tags can not be empty.')
  const keys = new Set<string>()
  for (const { key = '' } of tags) {
    if (/^aws:/i.test(key))
      throw invalidParameter('aws: prefixed tag key names are not allowed for external use.')
    if (keys.has(key)) throw invalidParameter('Duplicate tag keys are not allowed.')
    keys.add(key)
  }
  return tags.map(({ key, value }) => ({ key, value: value ?? '' }))
}

/** Tags together: of two with one key, the later counts. */
export function mergeTags(...lists: readonly (readonly Tag[])[]): readonly Tag[] {
  const merged = new Map<string, Tag>()
  for (const tag of lists.flat()) merged.set(tag.key ?? '', tag)
  if (merged.size > MAX_TAGS) throw invalidParameter(`The number of tags exceeds the limit of ${MAX_TAGS}.`)
  return [...merged.values()]
}
