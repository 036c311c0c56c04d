import type { UploadPartCopyOutput, UploadPartCopyRequest } from '@aws-sdk/client-s3'
import type { BodyDigest, StoredRange } from '../../../model/objects.ts'
import type { BucketRow } from '../../../model/s3/bucket.ts'
import type { ObjectRow } from '../../../model/s3/object.ts'
import type { View } from '../../../model/state.ts'
import type { Operation, Preparation } from '../../operation.ts'
import { findCopySource, refuseChangedSource } from './copy-source.ts'
import { findBucket } from './find-bucket.ts'
import { checksumMembers, encryptionMembers, quoted, versionMember } from './object-headers.ts'
import { invalidArgument } from './s3-faults.ts'
import { sliceBody } from './stored-bodies.ts'
import { findUpload, partNumberOf, putPart } from './uploads.ts'

/** UploadPartCopy: a part that is bytes of an object which is here already. They are named, not written again. */
export const uploadPartCopy: Operation<UploadPartCopyRequest, UploadPartCopyOutput> = (
  tx,
  request,
  context,
) => {
  const bucket = findBucket(tx, request, context)
  const partNumber = partNumberOf(request)
  const { uploadId, attributes } = findUpload(tx, bucket, request)
  const source = copiedBytes(tx, request, context.now)
  const { digest, etag } = context.prepared as PreparedPart
  refuseChangedSource(source.row, etag)
  const { md5, checksums } = digest
  const part = { uploadId, partNumber, etag: md5, size: source.size, body: source.body, checksums }
  putPart(tx, { ...part, lastModifiedMs: context.now }, context)
  const { VersionId: versionId } = versionMember(source.row, source.bucket)
  return {
    CopySourceVersionId: versionId,
    CopyPartResult: { ETag: quoted(md5), LastModified: new Date(context.now), ...checksumMembers(checksums) },
    ...encryptionMembers(attributes.encryption),
  }
}

/** Reads the bytes that are to be copied: a part has an ETag of its own. */
export const prepareUploadPartCopy: Preparation<UploadPartCopyRequest> = async (
  view,
  request,
  context,
): Promise<PreparedPart> => {
  const bucket = findBucket(view, request, context)
  const { checksumAlgorithm } = findUpload(view, bucket, request)
  const { body, row } = copiedBytes(view, request, context.now)
  const algorithms = checksumAlgorithm === undefined ? [] : [checksumAlgorithm]
  return { digest: await context.objects.digest(body, algorithms), etag: row.etag }
}

interface PreparedPart {
  readonly digest: BodyDigest
  /** Of the source, when it was read. */
  readonly etag: string
}

interface CopiedBytes {
  readonly bucket: BucketRow
  readonly row: ObjectRow
  readonly body: readonly StoredRange[]
  readonly size: number
}

function copiedBytes(view: View, request: UploadPartCopyRequest, now: number): CopiedBytes {
  const { bucket, row } = findCopySource(view, request, now)
  const { CopySourceRange: range } = request
  if (range === undefined) return { bucket, row, body: row.body, size: row.size }
  const match = /^bytes=(\d+)-(\d+)$/.exec(range)
  const [start, end] = [Number(match?.[1]), Number(match?.[2])]
  if (!match || end < start) {
    const message =
      'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based ' +
      'offsets of the first and last bytes to copy'
    throw invalidArgument(message, 'x-amz-copy-source-range', range)
  }
  if (end >= row.size) {
    const message = `Range specified is not valid for source object of size: ${row.size}`
    throw invalidArgument(message, 'x-amz-copy-source-range', range)
  }
  return { bucket, row, body: sliceBody(row.body, start, end), size: end - start + 1 }
}
