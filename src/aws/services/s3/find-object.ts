import type { BucketRow } from '../../../model/s3/bucket.ts'
import type { ObjectRow } from '../../../model/s3/object.ts'
import type { View } from '../../../model/state.ts'
import { Fault } from '../../fault.ts'
import { badRequest, invalidArgument, noSuchKey, noSuchVersion } from './s3-faults.ts'
import { versionOf, type AnyVersion } from './versions.ts'

const VERSION_ID = /^(null|[A-Za-z0-9._]{32})$/
const MAX_KEY_BYTES = 1024

/** Which object a request is about. */
export interface ObjectRequest {
  readonly Key?: string | undefined
  readonly VersionId?: string | undefined
}

/** The object of a request: the current version or the one asked for. Throws where it is not there. `method`: for its text. */
export function findObject(
  view: View,
  bucket: BucketRow,
  request: ObjectRequest,
  method: 'GET' | 'PUT' | 'DELETE' = 'GET',
): ObjectRow {
  const { VersionId: versionId } = request
  const key = keyOf(request)
  const row = findVersion(view, bucket, request)
  if (!row) throw versionId === undefined ? noSuchKey(key) : noSuchVersion(key, versionId)
  if (!row.deleteMarker) return row
  const headers = { 'x-amz-delete-marker': 'true', 'x-amz-version-id': row.versionId }
  if (versionId === undefined) throw noSuchKey(key, headers)
  throw new Fault('MethodNotAllowed', 'The specified method is not allowed against this resource.', {
    status: 405,
    members: { Method: method, ResourceType: 'DeleteMarker' },
    headers: { ...headers, allow: 'DELETE', 'last-modified': new Date(row.lastModifiedMs).toUTCString() },
  })
}

/** Whether an object of a bucket can have this version: only `null` where the bucket never had versioning. */
export function canHaveVersion(bucket: BucketRow, versionId: string): boolean {
  return bucket.versioning === undefined ? versionId === 'null' : VERSION_ID.test(versionId)
}

/** The version of a request, which may be a delete marker, or undefined. */
export function findVersion(view: View, bucket: BucketRow, request: ObjectRequest): AnyVersion | undefined {
  const { VersionId: versionId } = request
  if (versionId === '') {
    throw invalidArgument('Version id cannot be the empty string', 'versionId', '')
  }
  if (versionId !== undefined && !canHaveVersion(bucket, versionId)) {
    throw invalidArgument('Invalid version id specified', 'versionId', versionId)
  }
  return versionOf(view, bucket.name, keyOf(request), versionId)
}

/** The key of a request. Throws KeyTooLongError. */
export function keyOf(request: ObjectRequest): string {
  const { Key: key = '' } = request
  const size = Buffer.byteLength(key)
  if (size <= MAX_KEY_BYTES) return key
  throw badRequest('KeyTooLongError', 'Your key is too long', { Size: size, MaxSizeAllowed: MAX_KEY_BYTES })
}
