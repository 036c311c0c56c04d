import type { Tag } from '@aws-sdk/client-iam'
import { Fault } from '../../fault.ts'
import { byName } from './list-page.ts'

const MAX_TAGS = 50

/** Tag keys of roles and users are unique without regard to case, those of policies and profiles with it. */
export type KeyCase = 'folded' | 'exact'

/** Adds tags to those there are, sorted by key. Throws IAM's faults for keys given twice, and for too many. */
export function addTags(present: readonly Tag[], added: readonly Tag[] | undefined, keyCase: KeyCase): Tag[] {
  const fold = (tag: Tag): string => (keyCase === 'folded' ? (tag.Key ?? '').toLowerCase() : (tag.Key ?? ''))
  const tags = new Map(present.map((tag) => [fold(tag), tag]))
  const given = new Set<string>()
  for (const tag of added ?? []) {
    if (given.has(fold(tag))) {
      const hint = keyCase === 'folded' ? ' Please note that Tag keys are case insensitive.' : ''
      throw new Fault('InvalidInput', `Duplicate tag keys found.${hint}`)
    }
    given.add(fold(tag))
    tags.set(fold(tag), { Key: tag.Key, Value: tag.Value })
  }
  if (tags.size > MAX_TAGS)
    throw new Fault('LimitExceeded', 'The number of tags has reached the maximum limit.')
  return [...tags.values()].sort(byName((tag) => tag.Key ?? ''))
}

/** Takes tags away. Keys that are not there are passed over, as IAM does. */
export function removeTags(
  present: readonly Tag[],
  keys: readonly string[] | undefined,
  keyCase: KeyCase,
): Tag[] {
  const fold = (key: string): string => (keyCase === 'folded' ? key.toLowerCase() : key)
  const gone = new Set((keys ?? []).map(fold))
  return present.filter((tag) => !gone.has(fold(tag.Key ?? '')))
}
