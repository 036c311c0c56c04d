import type { PutBucketEncryptionRequest } from '@aws-sdk/client-s3'
import type { EncryptionAlgorithm } from '../../../model/s3/bucket.ts'
import type { Operation } from '../../operation.ts'
import { changeBucket, findBucket } from './find-bucket.ts'
import { invalidArgument, malformedXml, notHere } from './s3-faults.ts'

/** PutBucketEncryption: what new objects say of themselves. Bytes are kept on this machine as they came. */
export const putBucketEncryption: Operation<PutBucketEncryptionRequest, void> = (tx, request, context) => {
  const bucket = findBucket(tx, request, context)
  const [rule, ...more] = request.ServerSideEncryptionConfiguration?.Rules ?? []
  if (!rule || more.length > 0) throw malformedXml()
  if ((rule.BlockedEncryptionTypes?.EncryptionType ?? []).some((type) => type !== 'NONE')) {
    throw notHere('blocking encryption types')
  }
  const { SSEAlgorithm: algorithm = 'AES256', KMSMasterKeyID: kmsKeyId } =
    rule.ApplyServerSideEncryptionByDefault ?? {}
  if (algorithm === 'aws:fsx') throw notHere('storage of Amazon FSx')
  if (algorithm === 'AES256' && kmsKeyId !== undefined) {
    const message =
      'a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse'
    throw invalidArgument(message, 'ApplyServerSideEncryptionByDefault', algorithm)
  }
  changeBucket(tx, bucket, {
    encryption: {
      algorithm: algorithm as EncryptionAlgorithm,
      ...(kmsKeyId === undefined ? {} : { kmsKeyId }),
      bucketKeyEnabled: rule.BucketKeyEnabled ?? false,
    },
  })
}
