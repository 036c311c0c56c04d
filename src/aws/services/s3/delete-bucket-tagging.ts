import type { DeleteBucketTaggingRequest } from '@aws-sdk/client-s3'
import type { Operation } from '../../operation.ts'
import { changeBucket, findBucket } from './find-bucket.ts'

/** DeleteBucketTagging: no error where there are none. */
export const deleteBucketTagging: Operation<DeleteBucketTaggingRequest, void> = (tx, request, context) => {
  changeBucket(tx, findBucket(tx, request, context), { tags: undefined })
}
