import type { GetBucketReplicationRequest } from '@aws-sdk/client-s3'
import type { Operation } from '../../operation.ts'
import { findBucket } from './find-bucket.ts'
import { notConfigured } from './s3-faults.ts'

/** GetBucketReplication: never configured, because it cannot be put here. */
export const getBucketReplication: Operation<GetBucketReplicationRequest, never> = (tx, request, context) => {
  const bucket = findBucket(tx, request, context)
  throw notConfigured(
    'ReplicationConfigurationNotFoundError',
    'The replication configuration was not found',
    bucket,
  )
}
