import type { BucketRow } from '../../../model/s3/bucket.ts'
import type { Transaction } from '../../../model/state.ts'
import type { RequestContext } from '../../operation.ts'
import { findVersion, keyOf, type ObjectRequest } from './find-object.ts'
import { checkWriteConditions } from './preconditions.ts'
import { notHere } from './s3-faults.ts'
import { putDeleteMarker, removeVersion } from './versions.ts'

/** What became of an object that was deleted. */
export interface Removal {
  /** Whether a delete marker was made or removed. */
  readonly DeleteMarker?: true
  /** The version that was made or removed. */
  readonly VersionId?: string
}

/** What a delete may say beside which object it is for. */
export interface RemovalRequest extends ObjectRequest {
  readonly ETag?: string | undefined
  readonly LastModifiedTime?: Date | undefined
  readonly Size?: number | undefined
}

/**
 * Deletes as the bucket's versioning says: one version for good where it is named, otherwise by a delete marker, or
 * for good where the bucket never had versioning. It is no error when there is nothing to delete.
 */
export function removeObject(
  tx: Transaction,
  bucket: BucketRow,
  request: RemovalRequest,
  context: RequestContext,
): Removal {
  if (request.LastModifiedTime !== undefined || request.Size !== undefined) {
    throw notHere('a delete on condition of time or size')
  }
  const row = findVersion(tx, bucket, request)
  const key = keyOf(request)
  checkWriteConditions(row, key, { IfMatch: request.ETag })
  if (request.VersionId !== undefined) {
    if (row) removeVersion(tx, row, context)
    return { VersionId: request.VersionId, ...(row?.deleteMarker ? { DeleteMarker: true } : {}) }
  }
  if (bucket.versioning === undefined) {
    if (row) removeVersion(tx, row, context)
    return {}
  }
  return { DeleteMarker: true, VersionId: putDeleteMarker(tx, bucket, key, context).versionId }
}
