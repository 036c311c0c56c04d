import type { GetBucketVersioningOutput, GetBucketVersioningRequest } from '@aws-sdk/client-s3'
import type { Operation } from '../../operation.ts'
import { findBucket } from './find-bucket.ts'

/** GetBucketVersioning: empty where versioning was never enabled. */
export const getBucketVersioning: Operation<GetBucketVersioningRequest, GetBucketVersioningOutput> = (
  tx,
  request,
  context,
) => ({ Status: findBucket(tx, request, context).versioning })
