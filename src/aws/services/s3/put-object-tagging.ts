import type { PutObjectTaggingOutput, PutObjectTaggingRequest } from '@aws-sdk/client-s3'
import type { Operation } from '../../operation.ts'
import { findBucket } from './find-bucket.ts'
import { findObject } from './find-object.ts'
import { versionMember } from './object-headers.ts'
import { objectTags } from './tags.ts'
import { changeVersion } from './versions.ts'

/** PutObjectTagging: in place of all tags the object had. */
export const putObjectTagging: Operation<PutObjectTaggingRequest, PutObjectTaggingOutput> = (
  tx,
  request,
  context,
) => {
  const bucket = findBucket(tx, request, context)
  const row = findObject(tx, bucket, request, 'PUT')
  changeVersion(tx, row, { tags: objectTags(request.Tagging?.TagSet) })
  return versionMember(row, bucket)
}
