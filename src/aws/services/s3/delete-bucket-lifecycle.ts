import type { DeleteBucketLifecycleRequest } from '@aws-sdk/client-s3'
import type { Operation } from '../../operation.ts'
import { changeBucket, findBucket } from './find-bucket.ts'

/** DeleteBucketLifecycle: no error where there is none. */
export const deleteBucketLifecycle: Operation<DeleteBucketLifecycleRequest, void> = (
  tx,
  request,
  context,
) => {
  changeBucket(tx, findBucket(tx, request, context), { lifecycle: undefined })
}
