import type { ListPartsOutput, ListPartsRequest, StorageClass } from '@aws-sdk/client-s3'
import type { Operation } from '../../operation.ts'
import { findBucket } from './find-bucket.ts'
import { pageSize } from './listing.ts'
import { checksumMembers, quoted } from './object-headers.ts'
import { ownerOf } from './owner.ts'
import { invalidArgument } from './s3-faults.ts'
import { findUpload, partsOf } from './uploads.ts'

/** ListParts: what an upload has so far, up to 1000 parts at once. */
export const listParts: Operation<ListPartsRequest, ListPartsOutput> = (tx, request, context) => {
  const bucket = findBucket(tx, request, context)
  const upload = findUpload(tx, bucket, request)
  const limit = pageSize(request.MaxParts, 'max-parts')
  const marker = Number(request.PartNumberMarker ?? 0)
  if (!Number.isInteger(marker) || marker < 0) {
    throw invalidArgument(
      'Provided part-number-marker not an integer or within integer range',
      'part-number-marker',
      marker,
    )
  }
  const after = partsOf(tx, upload.uploadId).filter((part) => part.partNumber > marker)
  const page = after.slice(0, limit)
  return {
    Bucket: bucket.name,
    Key: upload.key,
    UploadId: upload.uploadId,
    Initiator: ownerOf(context.account),
    Owner: ownerOf(bucket.account),
    StorageClass: upload.attributes.storageClass as StorageClass,
    PartNumberMarker: String(marker),
    NextPartNumberMarker: String(page.at(-1)?.partNumber ?? 0),
    MaxParts: limit,
    IsTruncated: after.length > page.length,
    Parts: page.map((part) => ({
      PartNumber: part.partNumber,
      LastModified: new Date(part.lastModifiedMs),
      ETag: quoted(part.etag),
      Size: part.size,
      ...checksumMembers(part.checksums),
    })),
    ChecksumAlgorithm: upload.checksumAlgorithm,
    ChecksumType: upload.checksumType,
  }
}
