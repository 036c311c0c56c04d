import type { S3Tag } from '../../../model/s3/bucket.ts'
import { badRequest, invalidArgument } from './s3-faults.ts'

/** Tags as requests carry them. */
export interface GivenTag {
  readonly Key?: string | undefined
  readonly Value?: string | undefined
}

const MAX_OBJECT_TAGS = 10
const MAX_BUCKET_TAGS = 50
const MAX_KEY_LENGTH = 128
const MAX_VALUE_LENGTH = 256
const ALLOWED = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u

/** Checks the tags of an object. Throws S3's Fault for the first that it does not take. */
export function objectTags(given: readonly GivenTag[] | undefined): S3Tag[] {
  const tags = checked(given ?? [])
  if (tags.length > MAX_OBJECT_TAGS) throw badRequest('BadRequest', 'Object tags cannot be greater than 10')
  return tags
}

/** Checks the tags of a bucket. */
export function bucketTags(given: readonly GivenTag[] | undefined): S3Tag[] {
  const tags = checked(given ?? [])
  if (tags.length > MAX_BUCKET_TAGS)
    throw badRequest('BadRequest', 'Bucket tag count cannot be greater than 50')
  return tags
}

/** Reads the `x-amz-tagging` header: `a=1&b=2`, percent-encoded. */
export function tagsOfHeader(header: string | undefined): S3Tag[] {
  if (header === undefined || header === '') return []
  if (/%(?![0-9A-Fa-f]{2})/.test(header)) {
    throw invalidArgument(
      "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
      'x-amz-tagging',
      header,
    )
  }
  return objectTags([...new URLSearchParams(header)].map(([Key, Value]) => ({ Key, Value })))
}

function checked(given: readonly GivenTag[]): S3Tag[] {
  const seen = new Set<string>()
  return given.map(({ Key = '', Value = '' }) => {
    if (Key.length === 0 || Key.length > MAX_KEY_LENGTH || !ALLOWED.test(Key)) {
      throw badRequest('InvalidTag', 'The TagKey you have provided is invalid', { TagKey: Key })
    }
    if (Value.length > MAX_VALUE_LENGTH || !ALLOWED.test(Value)) {
      throw badRequest('InvalidTag', 'The TagValue you have provided is invalid', {
        TagKey: Key,
        TagValue: Value,
      })
    }
    if (/^aws:/i.test(Key)) {
      throw badRequest('InvalidTag', 'System tags cannot be added/updated by requester', { TagKey: Key })
    }
    if (seen.has(Key)) {
      throw badRequest('InvalidTag', 'Cannot provide multiple Tags with the same key', { TagKey: Key })
    }
    seen.add(Key)
    return { Key, Value }
  })
}
