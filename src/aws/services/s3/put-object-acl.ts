import type { PutObjectAclOutput, PutObjectAclRequest } from '@aws-sdk/client-s3'
import type { Operation } from '../../operation.ts'
import { checkAclDocument, checkObjectAcl } from './acl.ts'
import { findBucket } from './find-bucket.ts'
import { findObject } from './find-object.ts'

/** PutObjectAcl: takes the list that every object here has, and refuses others. */
export const putObjectAcl: Operation<PutObjectAclRequest, PutObjectAclOutput> = (tx, request, context) => {
  const bucket = findBucket(tx, request, context)
  findObject(tx, bucket, request, 'PUT')
  checkObjectAcl(request, bucket)
  if (request.AccessControlPolicy) checkAclDocument(request.AccessControlPolicy, bucket.account)
  return {}
}
