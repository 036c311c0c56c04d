import type { GetBucketPolicyStatusOutput, GetBucketPolicyStatusRequest } from '@aws-sdk/client-s3'
import type { Operation } from '../../operation.ts'
import { isPublicPolicy, policyOf, readBucketPolicy } from './bucket-policy.ts'
import { findBucket } from './find-bucket.ts'

/** GetBucketPolicyStatus: whether the policy lets everybody in. */
export const getBucketPolicyStatus: Operation<GetBucketPolicyStatusRequest, GetBucketPolicyStatusOutput> = (
  tx,
  request,
  context,
) => {
  const bucket = findBucket(tx, request, context)
  return { PolicyStatus: { IsPublic: isPublicPolicy(readBucketPolicy(policyOf(bucket), bucket.name)) } }
}
