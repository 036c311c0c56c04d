import type { DeleteMarkerRow, ObjectAttributes, ObjectContent, ObjectRow } from '../../../model/s3/object.ts'
import type { BucketRow } from '../../../model/s3/bucket.ts'
import {
  everyBucketAccount,
  noncurrentVersions,
  objectKey,
  objects,
  versionKey,
} from '../../../model/s3/tables.ts'
import type { Transaction, View } from '../../../model/state.ts'
import type { RequestContext } from '../../operation.ts'
import { releaseBodies, retainBodies } from './stored-bodies.ts'

/** An object or a delete marker. */
export type AnyVersion = ObjectRow | DeleteMarkerRow

const VERSION_ID_LENGTH = 32
const VERSION_ID_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._'

/** The noncurrent versions of a key, newest first. */
export function noncurrentOf(view: View, bucket: string, key: string): AnyVersion[] {
  const all = view.at({ account: everyBucketAccount })
  return [...all.by(noncurrentVersions, 'object', objectKey(bucket, key))].sort(
    (a, b) => b.sequence - a.sequence,
  )
}

/** The version with this id, or the current one where none is given. */
export function versionOf(
  view: View,
  bucket: string,
  key: string,
  versionId?: string,
): AnyVersion | undefined {
  const all = view.at({ account: everyBucketAccount })
  const current = all.get(objects, objectKey(bucket, key))
  if (versionId === undefined || current?.versionId === versionId) return current
  return all.get(noncurrentVersions, versionKey(bucket, key, versionId))
}

/** Makes an object the current version of its key; what was current becomes noncurrent or goes, as versioning says. */
export function putObjectVersion(
  tx: Transaction,
  bucket: BucketRow,
  key: string,
  object: ObjectAttributes & ObjectContent,
  context: RequestContext,
): ObjectRow {
  retainBodies(tx, object.body)
  const row: ObjectRow = { ...object, ...makeRoom(tx, bucket, key, context) }
  tx.at({ account: everyBucketAccount }).put(objects, objectKey(bucket.name, key), row)
  return row
}

/** Makes a delete marker the current version of a key. */
export function putDeleteMarker(
  tx: Transaction,
  bucket: BucketRow,
  key: string,
  context: RequestContext,
): DeleteMarkerRow {
  const row: DeleteMarkerRow = { deleteMarker: true, ...makeRoom(tx, bucket, key, context) }
  tx.at({ account: everyBucketAccount }).put(objects, objectKey(bucket.name, key), row)
  return row
}

/** Replaces a version by itself with other tags or the like. */
export function changeVersion(tx: Transaction, row: ObjectRow, change: Partial<ObjectAttributes>): void {
  const all = tx.at({ account: everyBucketAccount })
  const place = objectKey(row.bucket, row.key)
  const changed = { ...row, ...change }
  if (all.get(objects, place)?.versionId === row.versionId) all.put(objects, place, changed)
  else all.put(noncurrentVersions, versionKey(row.bucket, row.key, row.versionId), changed)
}

/** Removes one version for good. Where it was the current one, the newest of the others takes its place. */
export function removeVersion(tx: Transaction, row: AnyVersion, context: RequestContext): void {
  const all = tx.at({ account: everyBucketAccount })
  const place = objectKey(row.bucket, row.key)
  if (!row.deleteMarker) releaseBodies(tx, row.body, context)
  if (all.get(objects, place)?.versionId !== row.versionId) {
    all.delete(noncurrentVersions, versionKey(row.bucket, row.key, row.versionId))
    return
  }
  const [newest] = noncurrentOf(tx, row.bucket, row.key)
  if (!newest) {
    all.delete(objects, place)
    return
  }
  all.delete(noncurrentVersions, versionKey(newest.bucket, newest.key, newest.versionId))
  all.put(objects, place, newest)
}

interface Place {
  readonly bucket: string
  readonly key: string
  readonly versionId: string
  readonly sequence: number
  readonly lastModifiedMs: number
}

/** Moves what is current out of the way and names the version that comes in its place. */
function makeRoom(tx: Transaction, bucket: BucketRow, key: string, context: RequestContext): Place {
  const all = tx.at({ account: everyBucketAccount })
  const current = all.get(objects, objectKey(bucket.name, key))
  const versionId =
    bucket.versioning === 'Enabled' ? context.fresh.text(VERSION_ID_LENGTH, VERSION_ID_ALPHABET) : 'null'
  const sequence = (current?.sequence ?? 0) + 1
  if (versionId === 'null') {
    const replaced = versionOf(tx, bucket.name, key, 'null')
    if (replaced) removeReplaced(tx, replaced, context)
  }
  if (current && (versionId !== 'null' || current.versionId !== 'null')) {
    all.put(noncurrentVersions, versionKey(bucket.name, key, current.versionId), current)
  }
  return { bucket: bucket.name, key, versionId, sequence, lastModifiedMs: context.now }
}

function removeReplaced(tx: Transaction, row: AnyVersion, context: RequestContext): void {
  if (!row.deleteMarker) releaseBodies(tx, row.body, context)
  tx.at({ account: everyBucketAccount }).delete(noncurrentVersions, versionKey(row.bucket, row.key, 'null'))
}
