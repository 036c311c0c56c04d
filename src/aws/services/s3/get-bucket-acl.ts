import type { GetBucketAclOutput, GetBucketAclRequest } from '@aws-sdk/client-s3'
import type { Operation } from '../../operation.ts'
import { privateAcl } from './acl.ts'
import { findBucket } from './find-bucket.ts'

/** GetBucketAcl. */
export const getBucketAcl: Operation<GetBucketAclRequest, GetBucketAclOutput> = (tx, request, context) =>
  privateAcl(findBucket(tx, request, context).account)
