import type {
  GetBucketAccelerateConfigurationRequest,
  GetBucketAccelerateConfigurationOutput,
} from '@aws-sdk/client-s3'
import type { Operation } from '../../operation.ts'
import { findBucket } from './find-bucket.ts'

/** GetBucketAccelerateConfiguration: empty, because acceleration cannot be configured here. */
export const getBucketAccelerateConfiguration: Operation<
  GetBucketAccelerateConfigurationRequest,
  GetBucketAccelerateConfigurationOutput
> = (tx, request, context) => {
  findBucket(tx, request, context)
  return {}
}
