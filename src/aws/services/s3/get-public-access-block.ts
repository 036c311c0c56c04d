import type { GetPublicAccessBlockOutput, GetPublicAccessBlockRequest } from '@aws-sdk/client-s3'
import type { Operation } from '../../operation.ts'
import { findBucket } from './find-bucket.ts'
import { notConfigured } from './s3-faults.ts'

/** GetPublicAccessBlock. */
export const getPublicAccessBlock: Operation<GetPublicAccessBlockRequest, GetPublicAccessBlockOutput> = (
  tx,
  request,
  context,
) => {
  const bucket = findBucket(tx, request, context)
  if (bucket.publicAccessBlock) return { PublicAccessBlockConfiguration: bucket.publicAccessBlock }
  const message = 'The public access block configuration was not found'
  throw notConfigured('NoSuchPublicAccessBlockConfiguration', message, bucket)
}
