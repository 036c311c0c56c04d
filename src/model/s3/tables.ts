import { accountTable } from '../state.ts'
import type { BucketRow } from './bucket.ts'
import type { DeleteMarkerRow, ObjectRow } from './object.ts'
import type { PartRow, UploadRow } from './upload.ts'

/**
 * The account under which every table of S3 is kept: bucket names are unique over all accounts and regions, and a
 * copy may share its bytes with an object of another region.
 */
export const everyBucketAccount = '*'

/** Buckets by name. */
export const buckets = accountTable<BucketRow>('s3.buckets')

/** The current version of each key, which may be a delete marker, by `objectKey`. */
export const objects = accountTable<ObjectRow | DeleteMarkerRow, 'bucket'>('s3.objects', {
  bucket: (row) => row.bucket,
})

/** All versions but the current ones, by `versionKey`. */
export const noncurrentVersions = accountTable<ObjectRow | DeleteMarkerRow, 'bucket' | 'object'>(
  's3.noncurrentVersions',
  { bucket: (row) => row.bucket, object: (row) => objectKey(row.bucket, row.key) },
)

/** Multipart uploads by id. */
export const uploads = accountTable<UploadRow, 'bucket'>('s3.uploads', { bucket: (row) => row.bucket })

/** Parts of multipart uploads by `uploadId/partNumber`. */
export const parts = accountTable<PartRow, 'upload'>('s3.parts', { upload: (row) => row.uploadId })

/** How many rows name a stored body. A body without a row here belongs to nobody and may go. */
export interface BodyRow {
  readonly objectId: string
  readonly references: number
}

/** Stored bodies in use, by object id. */
export const bodies = accountTable<BodyRow>('s3.bodies')

/** Bucket names hold no slash, so the first one ends the bucket. */
export function objectKey(bucket: string, key: string): string {
  return `${bucket}/${key}`
}

/** Neither bucket names nor version ids hold a slash. */
export function versionKey(bucket: string, key: string, versionId: string): string {
  return `${bucket}/${versionId}/${key}`
}
