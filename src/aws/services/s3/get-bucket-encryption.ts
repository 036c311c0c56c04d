import type { GetBucketEncryptionOutput, GetBucketEncryptionRequest } from '@aws-sdk/client-s3'
import type { Operation } from '../../operation.ts'
import { findBucket } from './find-bucket.ts'

/** GetBucketEncryption: every bucket has one, at least S3's own keys. */
export const getBucketEncryption: Operation<GetBucketEncryptionRequest, GetBucketEncryptionOutput> = (
  tx,
  request,
  context,
) => {
  const { algorithm, kmsKeyId, bucketKeyEnabled } = findBucket(tx, request, context).encryption
  const ApplyServerSideEncryptionByDefault = { SSEAlgorithm: algorithm, KMSMasterKeyID: kmsKeyId }
  const rule = { ApplyServerSideEncryptionByDefault, BucketKeyEnabled: bucketKeyEnabled }
  return { ServerSideEncryptionConfiguration: { Rules: [rule] } }
}
