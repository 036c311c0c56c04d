import type { ListObjectsOutput, ListObjectsRequest } from '@aws-sdk/client-s3'
import type { Operation } from '../../operation.ts'
import { findBucket } from './find-bucket.ts'
import { listedObject, presentObjects } from './listed-object.ts'
import { keyEncoder, listEntries, pageSize } from './listing.ts'

/** ListObjects: the first version, whose marker is a key. The next one is given only where a delimiter was. */
export const listObjects: Operation<ListObjectsRequest, ListObjectsOutput> = (tx, request, context) => {
  const bucket = findBucket(tx, request, context)
  const limit = pageSize(request.MaxKeys, 'max-keys')
  const encode = keyEncoder(request.EncodingType)
  const { Prefix: prefix = '', Delimiter: delimiter = '', Marker: after = '' } = request
  const page = listEntries(presentObjects(tx, bucket), { prefix, delimiter, after, limit })
  return {
    Name: bucket.name,
    Prefix: encode(prefix),
    Marker: encode(after),
    ...(delimiter === '' ? {} : { Delimiter: encode(delimiter) }),
    ...(page.truncated && delimiter !== '' ? { NextMarker: encode(page.last) } : {}),
    MaxKeys: limit,
    EncodingType: request.EncodingType,
    IsTruncated: page.truncated,
    Contents: page.entries.map((row) => listedObject(row, bucket, encode, true)),
    CommonPrefixes: page.commonPrefixes.map((Prefix) => ({ Prefix: encode(Prefix) })),
  }
}
