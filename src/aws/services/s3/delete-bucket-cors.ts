import type { DeleteBucketCorsRequest } from '@aws-sdk/client-s3'
import type { Operation } from '../../operation.ts'
import { changeBucket, findBucket } from './find-bucket.ts'

/** DeleteBucketCors: no error where there is none. */
export const deleteBucketCors: Operation<DeleteBucketCorsRequest, void> = (tx, request, context) => {
  changeBucket(tx, findBucket(tx, request, context), { cors: undefined })
}
