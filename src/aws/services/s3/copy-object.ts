import type { CopyObjectOutput, CopyObjectRequest } from '@aws-sdk/client-s3'
import type { BodyDigest, ChecksumAlgorithm } from '../../../model/objects.ts'
import type { BucketRow } from '../../../model/s3/bucket.ts'
import type { ObjectAttributes, ObjectContent, ObjectRow } from '../../../model/s3/object.ts'
import type { Transaction } from '../../../model/state.ts'
import { checksumAlgorithms } from '../../body-digests.ts'
import type { Operation, Preparation, RequestContext } from '../../operation.ts'
import { checkObjectAcl } from './acl.ts'
import { findCopySource, refuseChangedSource } from './copy-source.ts'
import { findBucket } from './find-bucket.ts'
import { keyOf } from './find-object.ts'
import { attributesOf } from './object-attributes.ts'
import { checksumMembers, encryptionMembers, quoted, versionMember } from './object-headers.ts'
import { checkWriteConditions } from './preconditions.ts'
import { badRequest, notHere } from './s3-faults.ts'
import { tagsOfHeader } from './tags.ts'
import { putObjectVersion, versionOf } from './versions.ts'

const MAX_COPY_BYTES = 5 * 1024 ** 3

/** CopyObject: both objects name the same stored bytes. */
export const copyObject: Operation<CopyObjectRequest, CopyObjectOutput> = (tx, request, context) => {
  const bucket = findBucket(tx, request, context)
  const key = keyOf(request)
  const source = findCopySource(tx, request, context.now)
  checkObjectAcl(request, bucket)
  if (source.row.size > MAX_COPY_BYTES) {
    throw badRequest(
      'InvalidRequest',
      'The specified copy source is larger than the maximum allowable size for a copy source: 5368709120',
    )
  }
  refuseCopyToItself(request, source.row, bucket, key)
  checkWriteConditions(versionOf(tx, bucket.name, key), key, request)
  const attributes = copiedAttributes(tx, request, source.row, bucket, context)
  const content = copiedContent(source.row, context.prepared as PreparedCopy | undefined)
  const row = putObjectVersion(tx, bucket, key, { ...attributes, ...content }, context)
  return {
    CopyObjectResult: {
      ETag: quoted(row.etag),
      LastModified: new Date(row.lastModifiedMs),
      ...checksumMembers(row.checksums),
      ChecksumType: row.checksumType,
    },
    CopySourceVersionId: versionMember(source.row, source.bucket).VersionId,
    ...encryptionMembers(row.encryption),
    ...versionMember(row, bucket),
  }
}

/** What was made of the source's bytes, and which bytes they were. */
interface PreparedCopy {
  readonly digest: BodyDigest
  readonly etag: string
}

/**
 * A copy is one piece, however its source came, and may have another checksum: then the source's bytes are read.
 * Otherwise what is known of the source holds for the copy.
 */
export const prepareCopyObject: Preparation<CopyObjectRequest> = async (
  view,
  request,
  context,
): Promise<PreparedCopy | undefined> => {
  findBucket(view, request, context)
  const { row } = findCopySource(view, request, context.now)
  const wanted = wantedChecksums(request, row)
  if (!row.parts && wanted.every((algorithm) => row.checksums[algorithm] !== undefined)) return undefined
  return { digest: await context.objects.digest(row.body, wanted), etag: row.etag }
}

function wantedChecksums(request: CopyObjectRequest, row: ObjectRow): ChecksumAlgorithm[] {
  const { ChecksumAlgorithm: asked } = request
  if (asked === undefined) return Object.keys(row.checksums) as ChecksumAlgorithm[]
  const found = checksumAlgorithms.find((algorithm) => algorithm === asked)
  if (!found) throw notHere(`the checksum algorithm ${asked}`)
  return [found]
}

function copiedContent(row: ObjectRow, prepared: PreparedCopy | undefined): ObjectContent {
  const { size, body } = row
  if (!prepared)
    return { etag: row.etag, size, body, checksums: row.checksums, checksumType: row.checksumType }
  refuseChangedSource(row, prepared.etag)
  const { md5: etag, checksums } = prepared.digest
  const kinds = Object.keys(checksums).length > 0
  return { etag, size, body, checksums, ...(kinds ? { checksumType: 'FULL_OBJECT' as const } : {}) }
}

/** Tags and metadata each come from the source or from the request; how it is stored is always the request's. */
function copiedAttributes(
  tx: Transaction,
  request: CopyObjectRequest,
  source: ObjectRow,
  bucket: BucketRow,
  context: RequestContext,
): ObjectAttributes {
  const {
    MetadataDirective: metadata = 'COPY',
    TaggingDirective: tagging = 'COPY',
    Tagging: tagsSent,
    ...rest
  } = request
  const asked = attributesOf(tx, rest, bucket, context)
  const tags = tagging === 'REPLACE' ? tagsOfHeader(tagsSent) : source.tags
  if (metadata === 'REPLACE') return { ...asked, tags }
  const { contentType, cacheControl, contentDisposition, contentEncoding, contentLanguage, expires } = source
  return {
    contentType,
    cacheControl,
    contentDisposition,
    contentEncoding,
    contentLanguage,
    expires,
    metadata: source.metadata,
    tags,
    storageClass: asked.storageClass,
    encryption: asked.encryption,
    ...(asked.websiteRedirectLocation === undefined
      ? {}
      : { websiteRedirectLocation: asked.websiteRedirectLocation }),
  }
}

function refuseCopyToItself(
  request: CopyObjectRequest,
  source: ObjectRow,
  bucket: BucketRow,
  key: string,
): void {
  if (source.bucket !== bucket.name || source.key !== key || /\?versionId=/.test(request.CopySource ?? ''))
    return
  const { MetadataDirective, TaggingDirective, StorageClass, WebsiteRedirectLocation, ServerSideEncryption } =
    request
  const replaces = MetadataDirective === 'REPLACE' || TaggingDirective === 'REPLACE'
  if (replaces || (StorageClass ?? WebsiteRedirectLocation ?? ServerSideEncryption) !== undefined) return
  if (request.ChecksumAlgorithm !== undefined) return
  const message =
    "This copy request is illegal because it is trying to copy an object to itself without changing the object's " +
    'metadata, storage class, website redirect location or encryption attributes.'
  throw badRequest('InvalidRequest', message)
}
