import type { Properties } from '../../properties.ts'
import type { ResourceContext, ResourceHandler } from '../../resource-handler.ts'

/** `AWS::S3::BucketPolicy` */
export const bucketPolicy: ResourceHandler = {
  type: 'AWS::S3::BucketPolicy',
  properties: ['Bucket', 'PolicyDocument'],
  replacedBy: ['Bucket'],
  create: put,
  update: async ({ after }, context) => {
    await put(after, context)
  },
  remove: async (_, properties, context) => {
    await context.call('s3', 'DeleteBucketPolicy', { Bucket: properties.requiredText('Bucket') })
  },
}

async function put(properties: Properties, context: ResourceContext): Promise<string> {
  const Bucket = properties.requiredText('Bucket')
  await context.call('s3', 'PutBucketPolicy', { Bucket, Policy: properties.requiredJson('PolicyDocument') })
  return Bucket
}
