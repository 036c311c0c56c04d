import type {
  GetBucketLifecycleConfigurationOutput,
  GetBucketLifecycleConfigurationRequest,
  LifecycleRule,
  TransitionDefaultMinimumObjectSize,
} from '@aws-sdk/client-s3'
import type { Operation } from '../../operation.ts'
import { findBucket } from './find-bucket.ts'
import { notConfigured } from './s3-faults.ts'

/** GetBucketLifecycleConfiguration. */
export const getBucketLifecycleConfiguration: Operation<
  GetBucketLifecycleConfigurationRequest,
  GetBucketLifecycleConfigurationOutput
> = (tx, request, context) => {
  const bucket = findBucket(tx, request, context)
  const { lifecycle } = bucket
  if (!lifecycle) {
    throw notConfigured('NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist', bucket)
  }
  const minimum = lifecycle.transitionDefaultMinimumObjectSize as TransitionDefaultMinimumObjectSize
  return { Rules: lifecycle.rules as unknown as LifecycleRule[], TransitionDefaultMinimumObjectSize: minimum }
}
