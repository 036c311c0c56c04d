import type { GetBucketLoggingRequest, GetBucketLoggingOutput } from '@aws-sdk/client-s3'
import type { Operation } from '../../operation.ts'
import { findBucket } from './find-bucket.ts'

/** GetBucketLogging: empty, because logging cannot be configured here. */
export const getBucketLogging: Operation<GetBucketLoggingRequest, GetBucketLoggingOutput> = (
  tx,
  request,
  context,
) => {
  findBucket(tx, request, context)
  return {}
}
