import type { DeletePublicAccessBlockRequest } from '@aws-sdk/client-s3'
import type { Operation } from '../../operation.ts'
import { changeBucket, findBucket } from './find-bucket.ts'

/** DeletePublicAccessBlock: nothing is blocked any more. */
export const deletePublicAccessBlock: Operation<DeletePublicAccessBlockRequest, void> = (
  tx,
  request,
  context,
) => {
  changeBucket(tx, findBucket(tx, request, context), { publicAccessBlock: undefined })
}
