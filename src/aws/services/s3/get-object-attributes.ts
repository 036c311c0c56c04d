import type { GetObjectAttributesOutput, GetObjectAttributesRequest, StorageClass } from '@aws-sdk/client-s3'
import type { Operation } from '../../operation.ts'
import type { ObjectRow } from '../../../model/s3/object.ts'
import { findBucket } from './find-bucket.ts'
import { findObject } from './find-object.ts'
import { checksumMembers, versionMember } from './object-headers.ts'
import { invalidArgument } from './s3-faults.ts'

const MAX_PARTS = 1000
const KNOWN = new Set(['ETag', 'Checksum', 'ObjectParts', 'StorageClass', 'ObjectSize'])

/** GetObjectAttributes: the attributes asked for, and no others. */
export const getObjectAttributes: Operation<GetObjectAttributesRequest, GetObjectAttributesOutput> = (
  tx,
  request,
  context,
) => {
  const bucket = findBucket(tx, request, context)
  const wanted = new Set<string>(request.ObjectAttributes)
  if ([...wanted].some((name) => !KNOWN.has(name))) {
    throw invalidArgument(
      'Invalid attribute name specified.',
      'x-amz-object-attributes',
      [...wanted].join(','),
    )
  }
  const row = findObject(tx, bucket, request)
  const checksums = Object.keys(row.checksums).length > 0
  return {
    LastModified: new Date(row.lastModifiedMs),
    ...versionMember(row, bucket),
    ...(wanted.has('ETag') ? { ETag: row.etag } : {}),
    ...(wanted.has('Checksum') && checksums
      ? { Checksum: { ...checksumMembers(row.checksums), ChecksumType: row.checksumType } }
      : {}),
    ...(wanted.has('ObjectParts') && row.parts ? { ObjectParts: partsOf(row, request) } : {}),
    ...(wanted.has('StorageClass') ? { StorageClass: row.storageClass as StorageClass } : {}),
    ...(wanted.has('ObjectSize') ? { ObjectSize: row.size } : {}),
  }
}

/** The parts themselves are listed only where they have checksums of their own. */
function partsOf(
  row: ObjectRow,
  request: GetObjectAttributesRequest,
): GetObjectAttributesOutput['ObjectParts'] {
  const parts = row.parts ?? []
  if (row.checksumType !== 'COMPOSITE') return { TotalPartsCount: parts.length }
  const marker = Number(request.PartNumberMarker ?? 0)
  const limit = Math.min(request.MaxParts ?? MAX_PARTS, MAX_PARTS)
  const after = parts.filter((part) => part.partNumber > marker)
  const page = after.slice(0, limit)
  return {
    TotalPartsCount: parts.length,
    PartNumberMarker: String(marker),
    NextPartNumberMarker: String(page.at(-1)?.partNumber ?? 0),
    MaxParts: limit,
    IsTruncated: after.length > page.length,
    Parts: page.map((part) => ({
      PartNumber: part.partNumber,
      Size: part.size,
      ...checksumMembers(part.checksums),
    })),
  }
}
