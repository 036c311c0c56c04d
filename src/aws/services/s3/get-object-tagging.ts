import type { GetObjectTaggingOutput, GetObjectTaggingRequest } from '@aws-sdk/client-s3'
import type { Operation } from '../../operation.ts'
import { findBucket } from './find-bucket.ts'
import { findObject } from './find-object.ts'
import { versionMember } from './object-headers.ts'

/** GetObjectTagging: empty where the object has none. */
export const getObjectTagging: Operation<GetObjectTaggingRequest, GetObjectTaggingOutput> = (
  tx,
  request,
  context,
) => {
  const bucket = findBucket(tx, request, context)
  const row = findObject(tx, bucket, request)
  return { ...versionMember(row, bucket), TagSet: [...row.tags] }
}
