import type { PutBucketPolicyRequest } from '@aws-sdk/client-s3'
import { Fault } from '../../fault.ts'
import type { Operation, RequestContext } from '../../operation.ts'
import { isPublicPolicy, readBucketPolicy } from './bucket-policy.ts'
import { changeBucket, findBucket } from './find-bucket.ts'

/** PutBucketPolicy: kept as it was sent. A bucket that blocks public policies takes none. */
export const putBucketPolicy: Operation<PutBucketPolicyRequest, void> = (tx, request, context) => {
  const bucket = findBucket(tx, request, context)
  const { Policy: text = '' } = request
  const policy = readBucketPolicy(text, bucket.name)
  if (bucket.publicAccessBlock?.BlockPublicPolicy && isPublicPolicy(policy)) {
    const message =
      `User: ${callerArn(context)} is not authorized to perform: s3:PutBucketPolicy on resource: ` +
      `"arn:aws:s3:::${bucket.name}" because public policies are prevented by the BlockPublicPolicy setting in S3 Block ` +
      'Public Access.'
    throw new Fault('AccessDenied', message, { status: 403 })
  }
  changeBucket(tx, bucket, { policy: text })
}

function callerArn({ principal, account }: RequestContext): string {
  return principal.kind === 'developer' ? `arn:aws:iam::${account}:root` : principal.arn
}
