import type { BucketRow } from '../../../model/s3/bucket.ts'
import type { ObjectRow } from '../../../model/s3/object.ts'
import type { View } from '../../../model/state.ts'
import { Fault } from '../../fault.ts'
import { bucketOfAnyRegion } from './find-bucket.ts'
import { findObject } from './find-object.ts'
import { checkCopyConditions } from './preconditions.ts'
import { badRequest, invalidArgument, notHere } from './s3-faults.ts'
import { isArchived } from './read-object.ts'

/** What a copy says of what it copies. */
export interface CopySourceRequest {
  readonly CopySource?: string | undefined
  readonly CopySourceIfMatch?: string | undefined
  readonly CopySourceIfNoneMatch?: string | undefined
  readonly CopySourceIfModifiedSince?: Date | undefined
  readonly CopySourceIfUnmodifiedSince?: Date | undefined
  readonly CopySourceSSECustomerAlgorithm?: string | undefined
  readonly ExpectedSourceBucketOwner?: string | undefined
}

/** What is copied. Its bucket may be in another region. */
export interface CopySource {
  readonly bucket: BucketRow
  readonly row: ObjectRow
}

/** Finds what a copy copies; `now` in epoch milliseconds. Throws where it is not there, or is not as the request wants it. */
export function findCopySource(view: View, request: CopySourceRequest, now: number): CopySource {
  if (request.CopySourceSSECustomerAlgorithm !== undefined) {
    throw notHere('encryption with a key that the customer provides')
  }
  const { Bucket, Key, VersionId } = parseCopySource(request.CopySource ?? '')
  const bucket = bucketOfAnyRegion(view, { Bucket, ExpectedBucketOwner: request.ExpectedSourceBucketOwner })
  const row = findObject(view, bucket, { Key, VersionId })
  const conditions = {
    IfMatch: request.CopySourceIfMatch,
    IfNoneMatch: request.CopySourceIfNoneMatch,
    IfModifiedSince: request.CopySourceIfModifiedSince,
    IfUnmodifiedSince: request.CopySourceIfUnmodifiedSince,
  }
  checkCopyConditions(row, conditions, now)
  if (isArchived(row)) {
    throw badRequest(
      'ObjectNotInActiveTierError',
      'The source object of the COPY action is not in the active tier',
    )
  }
  return { bucket, row }
}

/** Refuses to use what was read of a source that has become another object since. */
export function refuseChangedSource(row: ObjectRow, etagRead: string): void {
  if (row.etag === etagRead) return
  const message =
    'A conflicting conditional operation is currently in progress against this resource. Please try again.'
  throw new Fault('OperationAborted', message, { status: 409 })
}

/** Reads `bucket/key?versionId=…`, percent-encoded, perhaps with a slash before it. */
function parseCopySource(source: string): { Bucket: string; Key: string; VersionId?: string } {
  const match = /^\/?(?<bucket>[^/]+)\/(?<key>.+?)(?:\?versionId=(?<version>.*))?$/s.exec(source)
  const { bucket = '', key = '', version } = match?.groups ?? {}
  if (source.startsWith('arn:')) throw notHere('a copy from an access point')
  try {
    if (match) {
      const [Bucket, Key] = [decodeURIComponent(bucket), decodeURIComponent(key)]
      return { Bucket, Key, ...(version === undefined ? {} : { VersionId: decodeURIComponent(version) }) }
    }
  } catch {
    // Not percent-encoded text: refused like what has no slash.
  }
  const message = 'Copy Source must mention the source bucket and key: sourcebucket/sourcekey'
  throw invalidArgument(message, 'x-amz-copy-source', source)
}
