import type { CORSRule, GetBucketCorsOutput, GetBucketCorsRequest } from '@aws-sdk/client-s3'
import type { Operation } from '../../operation.ts'
import { findBucket } from './find-bucket.ts'
import { notConfigured } from './s3-faults.ts'

/** GetBucketCors. */
export const getBucketCors: Operation<GetBucketCorsRequest, GetBucketCorsOutput> = (tx, request, context) => {
  const bucket = findBucket(tx, request, context)
  if (bucket.cors) return { CORSRules: bucket.cors as CORSRule[] }
  throw notConfigured('NoSuchCORSConfiguration', 'The CORS configuration does not exist', bucket)
}
