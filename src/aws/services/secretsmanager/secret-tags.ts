import type { Tag } from '@aws-sdk/client-secrets-manager'
import { invalidParameter } from './secret-faults.ts'

const MAX_TAGS = 50

/** Tags with these added; a key that is there gets the new value. Throws InvalidParameterException. */
export function addTags(existing: readonly Tag[], added: readonly Tag[]): Tag[] {
  if (added.some(({ Key = '' }) => Key.toLowerCase().startsWith('aws:'))) {
    throw invalidParameter("Tag keys can't start with the reserved prefix aws:")
  }
  const merged = new Map([...existing, ...added].map(({ Key = '', Value = '' }) => [Key, Value]))
  if (merged.size > MAX_TAGS) throw invalidParameter(`A secret can't have more than ${MAX_TAGS} tags.`)
  return [...merged].map(([Key, Value]) => ({ Key, Value }))
}
