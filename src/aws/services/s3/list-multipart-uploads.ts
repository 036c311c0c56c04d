import type {
  ListMultipartUploadsOutput,
  ListMultipartUploadsRequest,
  StorageClass,
} from '@aws-sdk/client-s3'
import { uploads } from '../../../model/s3/tables.ts'
import type { UploadRow } from '../../../model/s3/upload.ts'
import type { Operation } from '../../operation.ts'
import { everyBucket, findBucket } from './find-bucket.ts'
import { keyEncoder, listEntries, pageSize } from './listing.ts'
import { ownerOf } from './owner.ts'

/** ListMultipartUploads: by key, and those of one key by when they began. */
export const listMultipartUploads: Operation<ListMultipartUploadsRequest, ListMultipartUploadsOutput> = (
  tx,
  request,
  context,
) => {
  const bucket = findBucket(tx, request, context)
  const limit = pageSize(request.MaxUploads, 'max-uploads')
  const encode = keyEncoder(request.EncodingType)
  const {
    Prefix: prefix = '',
    Delimiter: delimiter = '',
    KeyMarker: keyMarker = '',
    UploadIdMarker: idMarker,
  } = request
  const all = [...everyBucket(tx).by(uploads, 'bucket', bucket.name)].sort(byAge)
  const marker = all.find((row) => row.uploadId === idMarker && row.key === keyMarker)
  const stillToCome = marker ? (row: UploadRow): boolean => byAge(row, marker) > 0 : undefined
  const page = listEntries(all, { prefix, delimiter, after: keyMarker, stillToCome, limit })
  return {
    Bucket: bucket.name,
    KeyMarker: encode(keyMarker),
    UploadIdMarker: idMarker ?? '',
    Prefix: encode(prefix),
    ...(delimiter === '' ? {} : { Delimiter: encode(delimiter) }),
    ...(page.truncated
      ? { NextKeyMarker: encode(page.last), NextUploadIdMarker: page.lastEntry?.uploadId ?? '' }
      : {}),
    MaxUploads: limit,
    EncodingType: request.EncodingType,
    IsTruncated: page.truncated,
    Uploads: page.entries.map((row) => ({
      Key: encode(row.key),
      UploadId: row.uploadId,
      Initiator: ownerOf(bucket.account),
      Owner: ownerOf(bucket.account),
      StorageClass: row.attributes.storageClass as StorageClass,
      Initiated: new Date(row.initiatedAtMs),
      ChecksumAlgorithm: row.checksumAlgorithm,
      ChecksumType: row.checksumType,
    })),
    CommonPrefixes: page.commonPrefixes.map((Prefix) => ({ Prefix: encode(Prefix) })),
  }
}

function byAge(a: UploadRow, b: UploadRow): number {
  return a.initiatedAtMs - b.initiatedAtMs || (a.uploadId < b.uploadId ? -1 : Number(a.uploadId > b.uploadId))
}
