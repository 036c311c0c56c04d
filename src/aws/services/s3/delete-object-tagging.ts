import type { DeleteObjectTaggingOutput, DeleteObjectTaggingRequest } from '@aws-sdk/client-s3'
import type { Operation } from '../../operation.ts'
import { findBucket } from './find-bucket.ts'
import { findObject } from './find-object.ts'
import { versionMember } from './object-headers.ts'
import { changeVersion } from './versions.ts'

/** DeleteObjectTagging: no error where there are none. */
export const deleteObjectTagging: Operation<DeleteObjectTaggingRequest, DeleteObjectTaggingOutput> = (
  tx,
  request,
  context,
) => {
  const bucket = findBucket(tx, request, context)
  const row = findObject(tx, bucket, request, 'DELETE')
  changeVersion(tx, row, { tags: [] })
  return versionMember(row, bucket)
}
