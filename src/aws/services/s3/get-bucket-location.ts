import type {
  BucketLocationConstraint,
  GetBucketLocationOutput,
  GetBucketLocationRequest,
} from '@aws-sdk/client-s3'
import type { Operation } from '../../operation.ts'
import { bucketOfAnyRegion, refuseWrongRegion } from './find-bucket.ts'

/** GetBucketLocation: empty for us-east-1, which also answers for the buckets of every other region. */
export const getBucketLocation: Operation<GetBucketLocationRequest, GetBucketLocationOutput> = (
  tx,
  request,
  context,
) => {
  const bucket = bucketOfAnyRegion(tx, request)
  if (context.region !== 'us-east-1') refuseWrongRegion(bucket, context)
  if (bucket.region === 'us-east-1') return {}
  return { LocationConstraint: bucket.region as BucketLocationConstraint }
}
