import type { PutPublicAccessBlockRequest } from '@aws-sdk/client-s3'
import type { Operation } from '../../operation.ts'
import { changeBucket, findBucket } from './find-bucket.ts'

/** PutPublicAccessBlock: what is not said is off. */
export const putPublicAccessBlock: Operation<PutPublicAccessBlockRequest, void> = (tx, request, context) => {
  const bucket = findBucket(tx, request, context)
  const {
    BlockPublicAcls = false,
    IgnorePublicAcls = false,
    BlockPublicPolicy = false,
    RestrictPublicBuckets = false,
  } = request.PublicAccessBlockConfiguration ?? {}
  changeBucket(tx, bucket, {
    publicAccessBlock: { BlockPublicAcls, IgnorePublicAcls, BlockPublicPolicy, RestrictPublicBuckets },
  })
}
