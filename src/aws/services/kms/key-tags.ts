import type { Tag } from '@aws-sdk/client-kms'
import { Fault } from '../../fault.ts'

/** A key has no more tags than this, https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html */
const MAX_TAGS = 50

/** Tags with these added; a key that is there gets the new value. Throws TagException, LimitExceededException. */
export function addTags(existing: readonly Tag[], added: readonly Tag[]): Tag[] {
  const names = added.map(({ TagKey }) => TagKey ?? '')
  if (names.some((name) => name.toLowerCase().startsWith('aws:'))) {
    throw new Fault('TagException', "Tag keys can't start with the reserved prefix aws:")
  }
  if (new Set(names).size < names.length) throw new Fault('TagException', 'Duplicate tag keys')
  const merged = new Map([...existing, ...added].map(({ TagKey, TagValue }) => [TagKey, TagValue]))
  if (merged.size > MAX_TAGS)
    throw new Fault('LimitExceededException', 'The number of tags exceeds the limit of 50')
  return [...merged].map(([TagKey, TagValue]) => ({ TagKey, TagValue }))
}
