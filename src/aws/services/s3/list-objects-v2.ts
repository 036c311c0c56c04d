import type { ListObjectsV2Output, ListObjectsV2Request } from '@aws-sdk/client-s3'
import type { Operation } from '../../operation.ts'
import { findBucket } from './find-bucket.ts'
import { listedObject, presentObjects } from './listed-object.ts'
import { keyEncoder, listEntries, pageSize } from './listing.ts'
import { badRequest } from './s3-faults.ts'

/** ListObjectsV2. The continuation token holds the last key or common prefix given. */
export const listObjectsV2: Operation<ListObjectsV2Request, ListObjectsV2Output> = (tx, request, context) => {
  const bucket = findBucket(tx, request, context)
  const limit = pageSize(request.MaxKeys, 'max-keys')
  const encode = keyEncoder(request.EncodingType)
  const {
    Prefix: prefix = '',
    Delimiter: delimiter = '',
    StartAfter: startAfter,
    ContinuationToken: token,
  } = request
  const after = token === undefined ? (startAfter ?? '') : placeOf(token)
  const page = listEntries(presentObjects(tx, bucket), { prefix, delimiter, after, limit })
  return {
    Name: bucket.name,
    Prefix: encode(prefix),
    ...(delimiter === '' ? {} : { Delimiter: encode(delimiter) }),
    ...(startAfter === undefined ? {} : { StartAfter: encode(startAfter) }),
    ContinuationToken: token,
    NextContinuationToken: page.truncated ? tokenOf(page.last) : undefined,
    KeyCount: page.entries.length + page.commonPrefixes.length,
    MaxKeys: limit,
    EncodingType: request.EncodingType,
    IsTruncated: page.truncated,
    Contents: page.entries.map((row) => listedObject(row, bucket, encode, request.FetchOwner ?? false)),
    CommonPrefixes: page.commonPrefixes.map((Prefix) => ({ Prefix: encode(Prefix) })),
  }
}

const TOKEN_MARK = '1:'

function tokenOf(last: string): string {
  return Buffer.from(TOKEN_MARK + last).toString('base64')
}

function placeOf(token: string): string {
  const text = Buffer.from(token, 'base64').toString('utf8')
  if (text.startsWith(TOKEN_MARK)) return text.slice(TOKEN_MARK.length)
  const message = 'The continuation token provided is incorrect'
  throw badRequest('InvalidArgument', message, {
    ArgumentName: 'continuation-token',
    ...(token === '' ? {} : { ArgumentValue: token }),
  })
}
