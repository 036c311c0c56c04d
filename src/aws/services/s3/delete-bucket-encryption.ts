import type { DeleteBucketEncryptionRequest } from '@aws-sdk/client-s3'
import type { Operation } from '../../operation.ts'
import { changeBucket, findBucket } from './find-bucket.ts'

/** DeleteBucketEncryption: back to S3's own keys. */
export const deleteBucketEncryption: Operation<DeleteBucketEncryptionRequest, void> = (
  tx,
  request,
  context,
) => {
  const bucket = findBucket(tx, request, context)
  changeBucket(tx, bucket, { encryption: { algorithm: 'AES256', bucketKeyEnabled: false } })
}
