import type { GetBucketTaggingOutput, GetBucketTaggingRequest } from '@aws-sdk/client-s3'
import type { Operation } from '../../operation.ts'
import { findBucket } from './find-bucket.ts'
import { notConfigured } from './s3-faults.ts'

/** GetBucketTagging. */
export const getBucketTagging: Operation<GetBucketTaggingRequest, GetBucketTaggingOutput> = (
  tx,
  request,
  context,
) => {
  const bucket = findBucket(tx, request, context)
  if (!bucket.tags) throw notConfigured('NoSuchTagSet', 'The TagSet does not exist', bucket)
  return { TagSet: [...bucket.tags] }
}
