import type { ResourceHandler } from '../../resource-handler.ts'
import { bucketSettingNames, putBucketSettings } from './bucket-settings.ts'

/** Canned access control lists as templates and as the API have them. */
const cannedAcls: Readonly<Record<string, string>> = {
  AuthenticatedRead: 'authenticated-read',
  AwsExecRead: 'aws-exec-read',
  BucketOwnerFullControl: 'bucket-owner-full-control',
  BucketOwnerRead: 'bucket-owner-read',
  LogDeliveryWrite: 'log-delivery-write',
  Private: 'private',
  PublicRead: 'public-read',
  PublicReadWrite: 'public-read-write',
}

/** `AWS::S3::Bucket` */
export const bucket: ResourceHandler = {
  type: 'AWS::S3::Bucket',
  properties: ['BucketName', 'AccessControl', ...bucketSettingNames],
  leftOut: [
    'AbacStatus',
    'AccelerateConfiguration',
    'AnalyticsConfigurations',
    'IntelligentTieringConfigurations',
    'InventoryConfigurations',
    'LifecycleConfiguration',
    'LoggingConfiguration',
    'MetadataConfiguration',
    'MetadataTableConfiguration',
    'MetricsConfigurations',
    'NotificationConfiguration',
    'ObjectLockConfiguration',
    'ObjectLockEnabled',
    'ReplicationConfiguration',
    'WebsiteConfiguration',
  ],
  replacedBy: ['BucketName'],
  nameProperty: 'BucketName',
  nameIsId: true,
  create: async (properties, context) => {
    const Bucket = context.name(properties.text('BucketName'), { max: 63, lowerCase: true })
    await context.call('s3', 'CreateBucket', {
      Bucket,
      // The oldest region is no location constraint.
      ...(context.region === 'us-east-1'
        ? {}
        : { CreateBucketConfiguration: { LocationConstraint: context.region } }),
      ...ownership(properties.map('OwnershipControls')?.maps('Rules')[0]?.text('ObjectOwnership')),
    })
    await context.begun(Bucket)
    const names = new Set(bucketSettingNames.filter((name) => properties.has(name)))
    await putBucketSettings(Bucket, names, properties, context)
    const acl = properties.text('AccessControl')
    if (acl !== undefined) await context.call('s3', 'PutBucketAcl', { Bucket, ACL: cannedAcls[acl] ?? acl })
    return Bucket
  },
  attributes: async (name, _, { region, partition }) => {
    const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'
    const dash = [
      'us-east-1',
      'us-west-1',
      'us-west-2',
      'eu-west-1',
      'ap-northeast-1',
      'ap-southeast-1',
      'ap-southeast-2',
    ]
    const website = dash.includes(region) ? `s3-website-${region}` : `s3-website.${region}`
    return await Promise.resolve({
      Arn: `arn:${partition}:s3:::${name}`,
      DomainName: `${name}.s3.${suffix}`,
      DualStackDomainName: `${name}.s3.dualstack.${region}.${suffix}`,
      RegionalDomainName: `${name}.s3.${region}.${suffix}`,
      WebsiteURL: `http://${name}.${website}.${suffix}`,
    })
  },
  update: async ({ physicalId: Bucket, after, changed }, context) => {
    await putBucketSettings(Bucket, changed, after, context)
    if (changed.has('AccessControl')) {
      const acl = after.text('AccessControl') ?? 'Private'
      await context.call('s3', 'PutBucketAcl', { Bucket, ACL: cannedAcls[acl] ?? acl })
    }
  },
  remove: async (Bucket, _, context) => {
    await context.call('s3', 'DeleteBucket', { Bucket })
  },
}

/** An ACL other than the private one is only taken by a bucket whose owner is not enforced, from the beginning. */
function ownership(ObjectOwnership: string | undefined): object {
  return ObjectOwnership === undefined ? {} : { ObjectOwnership }
}
