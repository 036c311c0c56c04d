import type { DeleteBucketRequest } from '@aws-sdk/client-s3'
import {
  buckets,
  everyBucketAccount,
  noncurrentVersions,
  objects,
  uploads,
} from '../../../model/s3/tables.ts'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { findBucket } from './find-bucket.ts'
import { removeUpload } from './uploads.ts'

/** DeleteBucket: only of an empty one. Uploads that were not completed go with it. */
export const deleteBucket: Operation<DeleteBucketRequest, void> = (tx, request, context) => {
  const { name, versioning } = findBucket(tx, request, context)
  const all = tx.at({ account: everyBucketAccount })
  const versions = versioning === undefined ? '' : '. You must delete all versions in the bucket.'
  const message = `The bucket you tried to delete is not empty${versions}`
  for (const table of [objects, noncurrentVersions]) {
    const { done } = all.by(table, 'bucket', name)[Symbol.iterator]().next()
    if (!done) throw new Fault('BucketNotEmpty', message, { status: 409, members: { BucketName: name } })
  }
  for (const upload of all.by(uploads, 'bucket', name)) removeUpload(tx, upload, context)
  all.delete(buckets, name)
}
