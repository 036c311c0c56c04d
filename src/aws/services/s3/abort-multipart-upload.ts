import type { AbortMultipartUploadOutput, AbortMultipartUploadRequest } from '@aws-sdk/client-s3'
import type { Operation } from '../../operation.ts'
import { findBucket } from './find-bucket.ts'
import { findUpload, removeUpload } from './uploads.ts'

/** AbortMultipartUpload: the parts go. */
export const abortMultipartUpload: Operation<AbortMultipartUploadRequest, AbortMultipartUploadOutput> = (
  tx,
  request,
  context,
) => {
  const bucket = findBucket(tx, request, context)
  removeUpload(tx, findUpload(tx, bucket, request), context)
  return {}
}
