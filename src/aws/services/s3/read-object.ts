import type { GetObjectRequest, HeadObjectOutput, HeadObjectRequest } from '@aws-sdk/client-s3'
import type { ObjectRow } from '../../../model/s3/object.ts'
import type { View } from '../../../model/state.ts'
import type { RequestContext } from '../../operation.ts'
import { readRange, type ByteRange } from './byte-range.ts'
import { findBucket } from './find-bucket.ts'
import { findObject } from './find-object.ts'
import { checksumMembers, objectMembers } from './object-headers.ts'
import { checkReadConditions } from './preconditions.ts'
import { badRequest, notHere } from './s3-faults.ts'

/** What GetObject and HeadObject have in common: which bytes, and what is said of them. */
export interface ReadObject {
  readonly row: ObjectRow
  readonly bytes: ByteRange
  readonly members: HeadObjectOutput
}

/** Finds the object and the bytes of it that a request is for. Throws where a condition does not hold. */
export function readObject(
  view: View,
  request: GetObjectRequest | HeadObjectRequest,
  context: RequestContext,
): ReadObject {
  const bucket = findBucket(view, request, context)
  if (request.SSECustomerAlgorithm !== undefined)
    throw notHere('encryption with a key that the customer provides')
  const row = findObject(view, bucket, request)
  checkReadConditions(row, request)
  const asked = askedRange(row, request)
  const bytes = asked ?? { start: 0, end: row.size - 1 }
  const whole = bytes.start === 0 && bytes.end === row.size - 1
  return {
    row,
    bytes,
    members: {
      ...objectMembers(row, bucket),
      ContentLength: bytes.end - bytes.start + 1,
      ...(asked ? { ContentRange: `bytes ${bytes.start}-${bytes.end}/${row.size}` } : {}),
      ...(request.PartNumber === undefined ? {} : { PartsCount: row.parts?.length }),
      ...(request.ChecksumMode === 'ENABLED' && whole ? checksumsOf(row) : {}),
      ...overrides(request),
    },
  }
}

/** Whether the object must be restored from its archive before anybody can read it. */
export function isArchived(row: ObjectRow): boolean {
  return row.storageClass === 'GLACIER' || row.storageClass === 'DEEP_ARCHIVE'
}

function checksumsOf(row: ObjectRow) {
  return { ...checksumMembers(row.checksums), ChecksumType: row.checksumType }
}

function askedRange(row: ObjectRow, request: GetObjectRequest | HeadObjectRequest): ByteRange | undefined {
  const { PartNumber: partNumber, Range: range } = request
  if (partNumber === undefined) return readRange(range, row.size)
  if (range !== undefined) {
    throw badRequest('InvalidRequest', 'Cannot specify both Range header and partNumber query parameter')
  }
  return partRange(row, partNumber)
}

/** An object that came in one piece has one part, which is all of it. */
function partRange(row: ObjectRow, partNumber: number): ByteRange | undefined {
  const sizes = row.parts?.map((part) => part.size) ?? [row.size]
  const size = sizes[partNumber - 1]
  if (size === undefined) {
    throw badRequest('InvalidPartNumber', 'The requested partnumber is not satisfiable', {
      PartNumberRequested: partNumber,
      ActualPartCount: sizes.length,
    })
  }
  if (row.size === 0) return undefined
  const start = sizes.slice(0, partNumber - 1).reduce((sum, each) => sum + each, 0)
  return { start, end: start + size - 1 }
}

/** What a reader wants to be told in place of what was kept. */
function overrides(request: GetObjectRequest | HeadObjectRequest): HeadObjectOutput {
  const wanted: HeadObjectOutput = {
    CacheControl: request.ResponseCacheControl,
    ContentDisposition: request.ResponseContentDisposition,
    ContentEncoding: request.ResponseContentEncoding,
    ContentLanguage: request.ResponseContentLanguage,
    ContentType: request.ResponseContentType,
    Expires: request.ResponseExpires?.toUTCString() as unknown as Date | undefined,
  }
  return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined))
}
