import type { GetBucketOwnershipControlsOutput, GetBucketOwnershipControlsRequest } from '@aws-sdk/client-s3'
import type { Operation } from '../../operation.ts'
import { findBucket } from './find-bucket.ts'
import { notConfigured } from './s3-faults.ts'

/** GetBucketOwnershipControls. */
export const getBucketOwnershipControls: Operation<
  GetBucketOwnershipControlsRequest,
  GetBucketOwnershipControlsOutput
> = (tx, request, context) => {
  const bucket = findBucket(tx, request, context)
  if (bucket.ownership) return { OwnershipControls: { Rules: [{ ObjectOwnership: bucket.ownership }] } }
  throw notConfigured(
    'OwnershipControlsNotFoundError',
    'The bucket ownership controls were not found',
    bucket,
  )
}
