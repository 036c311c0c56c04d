import type { GetBucketWebsiteRequest } from '@aws-sdk/client-s3'
import type { Operation } from '../../operation.ts'
import { findBucket } from './find-bucket.ts'
import { notConfigured } from './s3-faults.ts'

/** GetBucketWebsite: never configured, because it cannot be put here. */
export const getBucketWebsite: Operation<GetBucketWebsiteRequest, never> = (tx, request, context) => {
  const bucket = findBucket(tx, request, context)
  throw notConfigured(
    'NoSuchWebsiteConfiguration',
    'The specified bucket does not have a website configuration',
    bucket,
  )
}
