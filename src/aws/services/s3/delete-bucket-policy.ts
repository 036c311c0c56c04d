import type { DeleteBucketPolicyRequest } from '@aws-sdk/client-s3'
import type { Operation } from '../../operation.ts'
import { changeBucket, findBucket } from './find-bucket.ts'

/** DeleteBucketPolicy: no error where there is none. */
export const deleteBucketPolicy: Operation<DeleteBucketPolicyRequest, void> = (tx, request, context) => {
  changeBucket(tx, findBucket(tx, request, context), { policy: undefined })
}
