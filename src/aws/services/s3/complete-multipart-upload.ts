import type {
  CompleteMultipartUploadOutput,
  CompleteMultipartUploadRequest,
  CompletedPart,
} from '@aws-sdk/client-s3'
import { createHash } from 'node:crypto'
import type { ChecksumAlgorithm, Checksums } from '../../../model/objects.ts'
import type { ObjectContent } from '../../../model/s3/object.ts'
import type { PartRow, UploadRow } from '../../../model/s3/upload.ts'
import type { Operation, RequestContext } from '../../operation.ts'
import { combineCrc } from './combine-crc.ts'
import { findBucket } from './find-bucket.ts'
import { keyOf } from './find-object.ts'
import { checksumMembers, encryptionMembers, quoted, versionMember } from './object-headers.ts'
import { checkWriteConditions } from './preconditions.ts'
import { badRequest, malformedXml } from './s3-faults.ts'
import { findUpload, partsOf, removeUpload } from './uploads.ts'
import { putObjectVersion, versionOf } from './versions.ts'

const MIN_PART_BYTES = 5 * 1024 * 1024

/** CompleteMultipartUpload: the object is its parts in order; their bytes are not copied. */
export const completeMultipartUpload: Operation<
  CompleteMultipartUploadRequest,
  CompleteMultipartUploadOutput
> = (tx, request, context) => {
  const bucket = findBucket(tx, request, context)
  const key = keyOf(request)
  const upload = findUpload(tx, bucket, request)
  checkWriteConditions(versionOf(tx, bucket.name, key), key, request)
  const parts = chosenParts(partsOf(tx, upload.uploadId), request.MultipartUpload?.Parts ?? [], upload)
  const content = contentOf(parts, upload, context)
  checkAnnounced(content, request)
  const row = putObjectVersion(tx, bucket, key, { ...upload.attributes, ...content }, context)
  removeUpload(tx, upload, context)
  return {
    Location: `http://${context.host}/${bucket.name}/${key.split('/').map(encodeURIComponent).join('/')}`,
    Bucket: bucket.name,
    Key: key,
    ETag: quoted(row.etag),
    ...checksumMembers(row.checksums),
    ChecksumType: row.checksumType,
    ...encryptionMembers(row.encryption),
    ...versionMember(row, bucket),
  }
}

/** The parts that the request names, which need not be all. Throws for the first that is not as it says. */
function chosenParts(
  uploaded: readonly PartRow[],
  named: readonly CompletedPart[],
  upload: UploadRow,
): PartRow[] {
  if (named.length === 0) throw malformedXml()
  const byNumber = new Map(uploaded.map((part) => [part.partNumber, part]))
  let before = 0
  const chosen = named.map((wanted) => {
    const { PartNumber: number = 0, ETag: etag = '' } = wanted
    if (number <= before) {
      throw badRequest(
        'InvalidPartOrder',
        'The list of parts was not in ascending order. Parts must be ordered by part number.',
        { UploadId: upload.uploadId },
      )
    }
    before = number
    const part = byNumber.get(number)
    if (!part || part.etag !== etag.replaceAll('"', '') || !sameChecksum(part, wanted, upload)) {
      const message =
        'One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified ' +
        "entity tag may not match the part's entity tag."
      throw badRequest('InvalidPart', message, { UploadId: upload.uploadId, PartNumber: number, ETag: etag })
    }
    return part
  })
  for (const part of chosen.slice(0, -1)) {
    if (part.size >= MIN_PART_BYTES) continue
    throw badRequest('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', {
      ProposedSize: part.size,
      MinSizeAllowed: MIN_PART_BYTES,
      PartNumber: part.partNumber,
      ETag: part.etag,
    })
  }
  return chosen
}

function sameChecksum(part: PartRow, wanted: CompletedPart, upload: UploadRow): boolean {
  const { checksumAlgorithm: algorithm, checksumType } = upload
  if (algorithm === undefined) return true
  const said = wanted[`Checksum${algorithm}`]
  if (said !== undefined) return said === part.checksums[algorithm]
  if (checksumType === 'FULL_OBJECT') return true
  throw badRequest(
    'InvalidRequest',
    `The upload was created using a ${algorithm.toLowerCase()} checksum. The complete request must include the ` +
      `checksum for each part. It was missing for part ${part.partNumber} in the request.`,
  )
}

function contentOf(parts: readonly PartRow[], upload: UploadRow, context: RequestContext): ObjectContent {
  const digests = Buffer.concat(parts.map((part) => Buffer.from(part.etag, 'hex')))
  const { checksumAlgorithm: algorithm, checksumType } = upload
  return {
    etag: `${createHash('md5').update(digests).digest('hex')}-${parts.length}`,
    size: parts.reduce((sum, part) => sum + part.size, 0),
    body: parts.flatMap((part) => part.body),
    checksums: algorithm === undefined ? {} : wholeChecksum(algorithm, parts, upload, context),
    ...(checksumType === undefined ? {} : { checksumType }),
    parts: parts.map(({ size, checksums }, index) => ({ partNumber: index + 1, size, checksums })),
  }
}

/** Of the whole object, or of the checksums of its parts with how many there are. */
function wholeChecksum(
  algorithm: ChecksumAlgorithm,
  parts: readonly PartRow[],
  upload: UploadRow,
  context: RequestContext,
): Checksums {
  const pieces = parts.map(({ size, checksums }) => ({ size, checksum: checksums[algorithm] ?? '' }))
  if (upload.checksumType === 'FULL_OBJECT') return { [algorithm]: combineCrc(algorithm, pieces) }
  const joined = Buffer.concat(pieces.map(({ checksum }) => Buffer.from(checksum, 'base64')))
  return { [algorithm]: `${context.objects.checksumsOf(joined, [algorithm])[algorithm]}-${parts.length}` }
}

/** Holds the finished object against what the request says of it. */
function checkAnnounced(content: ObjectContent, request: CompleteMultipartUploadRequest): void {
  const { ChecksumType: type, MpuObjectSize: size } = request
  if (size !== undefined && size !== content.size) {
    const message = `The provided 'x-amz-mp-object-size' header value ${size} does not match what was computed: ${content.size}`
    throw badRequest('InvalidRequest', message)
  }
  if (type !== undefined && type !== content.checksumType) {
    const message = `The upload was created using the ${content.checksumType ?? 'null'} checksum mode. The complete request must use the same checksum mode.`
    throw badRequest('InvalidRequest', message)
  }
  for (const [algorithm, made] of Object.entries(content.checksums) as [ChecksumAlgorithm, string][]) {
    const said = request[`Checksum${algorithm}`]
    if (said === undefined || said === made || `${said}-${content.parts?.length}` === made) continue
    throw badRequest(
      'BadDigest',
      `The ${algorithm.toLowerCase()} you specified did not match the calculated checksum.`,
    )
  }
}
