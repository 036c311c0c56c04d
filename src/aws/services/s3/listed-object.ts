import type { ObjectStorageClass, _Object } from '@aws-sdk/client-s3'
import { objects } from '../../../model/s3/tables.ts'
import type { BucketRow } from '../../../model/s3/bucket.ts'
import type { ObjectRow } from '../../../model/s3/object.ts'
import type { View } from '../../../model/state.ts'
import { everyBucket } from './find-bucket.ts'
import { quoted } from './object-headers.ts'
import { ownerOf } from './owner.ts'

/** The objects of a bucket that are there now. */
export function* presentObjects(view: View, bucket: BucketRow): Generator<ObjectRow> {
  for (const row of everyBucket(view).by(objects, 'bucket', bucket.name)) if (!row.deleteMarker) yield row
}

/** An object as listings give it. */
export function listedObject(
  row: ObjectRow,
  bucket: BucketRow,
  encode: (key: string) => string,
  owner: boolean,
): _Object {
  return {
    Key: encode(row.key),
    LastModified: new Date(row.lastModifiedMs),
    ETag: quoted(row.etag),
    ...checksumKind(row),
    Size: row.size,
    StorageClass: row.storageClass as ObjectStorageClass,
    ...(owner ? { Owner: ownerOf(bucket.account) } : {}),
  }
}

/** Which checksums an object has; listings do not give the checksums themselves. */
export function checksumKind(row: ObjectRow): Pick<_Object, 'ChecksumAlgorithm' | 'ChecksumType'> {
  const kinds = Object.keys(row.checksums) as NonNullable<_Object['ChecksumAlgorithm']>
  return kinds.length > 0 ? { ChecksumAlgorithm: kinds, ChecksumType: row.checksumType } : {}
}
