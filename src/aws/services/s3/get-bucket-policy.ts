import type { GetBucketPolicyOutput, GetBucketPolicyRequest } from '@aws-sdk/client-s3'
import type { Operation } from '../../operation.ts'
import { findBucket } from './find-bucket.ts'
import { policyOf } from './bucket-policy.ts'

/** GetBucketPolicy: the text that was put. */
export const getBucketPolicy: Operation<GetBucketPolicyRequest, GetBucketPolicyOutput> = (
  tx,
  request,
  context,
) => ({
  Policy: policyOf(findBucket(tx, request, context)),
})
