import type { GetObjectAclOutput, GetObjectAclRequest } from '@aws-sdk/client-s3'
import type { Operation } from '../../operation.ts'
import { privateAcl } from './acl.ts'
import { findBucket } from './find-bucket.ts'
import { findObject } from './find-object.ts'

/** GetObjectAcl. */
export const getObjectAcl: Operation<GetObjectAclRequest, GetObjectAclOutput> = (tx, request, context) => {
  const bucket = findBucket(tx, request, context)
  findObject(tx, bucket, request)
  return privateAcl(bucket.account)
}
