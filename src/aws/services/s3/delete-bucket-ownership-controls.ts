import type { DeleteBucketOwnershipControlsRequest } from '@aws-sdk/client-s3'
import type { Operation } from '../../operation.ts'
import { changeBucket, findBucket } from './find-bucket.ts'

/** DeleteBucketOwnershipControls: writers own their objects, as in the beginning. */
export const deleteBucketOwnershipControls: Operation<DeleteBucketOwnershipControlsRequest, void> = (
  tx,
  request,
  context,
) => {
  changeBucket(tx, findBucket(tx, request, context), { ownership: undefined })
}
