import type { GetObjectLockConfigurationRequest } from '@aws-sdk/client-s3'
import type { Operation } from '../../operation.ts'
import { findBucket } from './find-bucket.ts'
import { notConfigured } from './s3-faults.ts'

/** GetObjectLockConfiguration: never configured, because it cannot be put here. */
export const getObjectLockConfiguration: Operation<GetObjectLockConfigurationRequest, never> = (
  tx,
  request,
  context,
) => {
  const bucket = findBucket(tx, request, context)
  throw notConfigured(
    'ObjectLockConfigurationNotFoundError',
    'Object Lock configuration does not exist for this bucket',
    bucket,
  )
}
