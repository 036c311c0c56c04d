import type { PutBucketOwnershipControlsRequest } from '@aws-sdk/client-s3'
import type { Operation } from '../../operation.ts'
import { changeBucket, findBucket } from './find-bucket.ts'
import { malformedXml } from './s3-faults.ts'

/** PutBucketOwnershipControls: one rule. */
export const putBucketOwnershipControls: Operation<PutBucketOwnershipControlsRequest, void> = (
  tx,
  request,
  context,
) => {
  const bucket = findBucket(tx, request, context)
  const [rule, ...more] = request.OwnershipControls?.Rules ?? []
  if (!rule?.ObjectOwnership || more.length > 0) throw malformedXml()
  changeBucket(tx, bucket, { ownership: rule.ObjectOwnership })
}
