import type { GetBucketNotificationConfigurationRequest, NotificationConfiguration } from '@aws-sdk/client-s3'
import type { Operation } from '../../operation.ts'
import { findBucket } from './find-bucket.ts'

/** GetBucketNotificationConfiguration: empty, because notifications cannot be configured here. */
export const getBucketNotificationConfiguration: Operation<
  GetBucketNotificationConfigurationRequest,
  NotificationConfiguration
> = (tx, request, context) => {
  findBucket(tx, request, context)
  return {}
}
