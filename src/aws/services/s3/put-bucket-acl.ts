import type { PutBucketAclRequest } from '@aws-sdk/client-s3'
import type { Operation } from '../../operation.ts'
import { checkAclDocument, checkBucketAcl } from './acl.ts'
import { findBucket } from './find-bucket.ts'

/** PutBucketAcl: takes the list that every bucket here has, and refuses others. */
export const putBucketAcl: Operation<PutBucketAclRequest, void> = (tx, request, context) => {
  const bucket = findBucket(tx, request, context)
  checkBucketAcl(request, bucket)
  if (request.AccessControlPolicy) checkAclDocument(request.AccessControlPolicy, bucket.account)
}
