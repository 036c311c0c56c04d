import type { GetBucketRequestPaymentRequest, GetBucketRequestPaymentOutput } from '@aws-sdk/client-s3'
import type { Operation } from '../../operation.ts'
import { findBucket } from './find-bucket.ts'

/** GetBucketRequestPayment: the owner pays, because requester pays cannot be configured here. */
export const getBucketRequestPayment: Operation<
  GetBucketRequestPaymentRequest,
  GetBucketRequestPaymentOutput
> = (tx, request, context) => {
  findBucket(tx, request, context)
  return { Payer: 'BucketOwner' }
}
