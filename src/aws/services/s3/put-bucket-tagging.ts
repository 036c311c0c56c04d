import type { PutBucketTaggingRequest } from '@aws-sdk/client-s3'
import type { Operation } from '../../operation.ts'
import { changeBucket, findBucket } from './find-bucket.ts'
import { bucketTags } from './tags.ts'

/** PutBucketTagging: in place of all tags there were. */
export const putBucketTagging: Operation<PutBucketTaggingRequest, void> = (tx, request, context) => {
  const bucket = findBucket(tx, request, context)
  changeBucket(tx, bucket, { tags: bucketTags(request.Tagging?.TagSet) })
}
