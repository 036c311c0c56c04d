import type { Tag } from '@aws-sdk/client-ecr'
import { Fault } from '../../fault.ts'

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-using-tags.html */
const MAX_TAGS = 50
const MAX_KEY_LENGTH = 128
const MAX_VALUE_LENGTH = 256

/** Tags with these added. Throws InvalidTagParameterException, TooManyTagsException. */
export function addTags(existing: readonly Tag[], added: readonly Tag[]): readonly Tag[] {
  for (const { Key = '', Value = '' } of added) checkTag(Key, Value)
  if (new Set(added.map(({ Key }) => Key)).size < added.length)
    throw invalidTag('Duplicate tag keys are not allowed')
  const merged = new Map([...existing, ...added].map(({ Key, Value }) => [Key, Value]))
  if (merged.size > MAX_TAGS) {
    throw new Fault(
      'TooManyTagsException',
      `The number of tags exceeds the limit of ${MAX_TAGS} tags per repository`,
    )
  }
  return [...merged].map(([Key, Value]) => ({ Key, Value }))
}

function checkTag(key: string, value: string): void {
  if (key.length === 0 || key.length > MAX_KEY_LENGTH)
    throw invalidTag(`Tag keys must have 1 to ${MAX_KEY_LENGTH} characters`)
  if (value.length > MAX_VALUE_LENGTH)
    throw invalidTag(`Tag values must have at most ${MAX_VALUE_LENGTH} characters`)
  if (key.toLowerCase().startsWith('aws:'))
    throw invalidTag("Tag keys can't start with the reserved prefix aws:")
}

function invalidTag(message: string): Fault {
  return new Fault('InvalidTagParameterException', message)
}
