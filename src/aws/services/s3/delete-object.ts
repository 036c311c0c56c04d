import type { DeleteObjectOutput, DeleteObjectRequest } from '@aws-sdk/client-s3'
import type { Operation } from '../../operation.ts'
import { findBucket } from './find-bucket.ts'
import { removeObject } from './remove-object.ts'

/** DeleteObject. */
export const deleteObject: Operation<DeleteObjectRequest, DeleteObjectOutput> = (tx, request, context) => {
  const bucket = findBucket(tx, request, context)
  return removeObject(
    tx,
    bucket,
    {
      Key: request.Key,
      VersionId: request.VersionId,
      ETag: request.IfMatch,
      LastModifiedTime: request.IfMatchLastModifiedTime,
      Size: request.IfMatchSize,
    },
    context,
  )
}
