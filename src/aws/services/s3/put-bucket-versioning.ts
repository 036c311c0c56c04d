import type { PutBucketVersioningRequest } from '@aws-sdk/client-s3'
import type { Operation } from '../../operation.ts'
import { changeBucket, findBucket } from './find-bucket.ts'
import { badRequest, notHere } from './s3-faults.ts'

/** PutBucketVersioning: it can be suspended, but never again be as if it had not been. */
export const putBucketVersioning: Operation<PutBucketVersioningRequest, void> = (tx, request, context) => {
  const bucket = findBucket(tx, request, context)
  const { Status: versioning, MFADelete: mfaDelete } = request.VersioningConfiguration ?? {}
  if (mfaDelete === 'Enabled') throw notHere('MFA delete')
  if (versioning === undefined) {
    throw badRequest('IllegalVersioningConfigurationException', 'The Versioning element must be specified')
  }
  changeBucket(tx, bucket, { versioning })
}
