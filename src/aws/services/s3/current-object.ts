import type { ObjectRow } from '../../../model/s3/object.ts'
import type { View } from '../../../model/state.ts'
import { versionOf } from './versions.ts'

/** The object that a key names now, in whatever region its bucket is, or undefined. */
export function currentObject(view: View, bucket: string, key: string): ObjectRow | undefined {
  const row = versionOf(view, bucket, key)
  return row?.deleteMarker ? undefined : row
}
