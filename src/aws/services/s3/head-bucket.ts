import type { HeadBucketOutput, HeadBucketRequest } from '@aws-sdk/client-s3'
import type { Operation } from '../../operation.ts'
import { findBucket } from './find-bucket.ts'

/** HeadBucket: whether a bucket is there, and in which region. */
export const headBucket: Operation<HeadBucketRequest, HeadBucketOutput> = (tx, request, context) => {
  const bucket = findBucket(tx, request, context)
  return { BucketArn: `arn:aws:s3:::${bucket.name}`, BucketRegion: bucket.region, AccessPointAlias: false }
}
