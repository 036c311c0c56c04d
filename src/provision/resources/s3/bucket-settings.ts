import type { Properties } from '../../properties.ts'
import type { ResourceContext } from '../../resource-handler.ts'

/** One configuration of a bucket that has operations of its own. */
interface BucketSetting {
  readonly property: string
  readonly put: string
  /** What puts it back to what a new bucket has. */
  readonly reset: (bucket: object) => readonly [operation: string, input: object]
  readonly input: (properties: Properties) => object
}

const corsRenames = {
  CorsRules: 'CORSRules',
  ExposedHeaders: 'ExposeHeaders',
  Id: 'ID',
  MaxAge: 'MaxAgeSeconds',
  CorsConfiguration: 'CORSConfiguration',
}

/** In the order in which they are put: a policy or an ACL may depend on those before. */
const settings: readonly BucketSetting[] = [
  {
    property: 'OwnershipControls',
    put: 'PutBucketOwnershipControls',
    reset: (bucket) => ['DeleteBucketOwnershipControls', bucket],
    input: (properties) => properties.request('s3', 'PutBucketOwnershipControls', ['OwnershipControls']),
  },
  {
    property: 'PublicAccessBlockConfiguration',
    put: 'PutPublicAccessBlock',
    reset: (bucket) => ['DeletePublicAccessBlock', bucket],
    input: (properties) =>
      properties.request('s3', 'PutPublicAccessBlock', ['PublicAccessBlockConfiguration']),
  },
  {
    property: 'VersioningConfiguration',
    put: 'PutBucketVersioning',
    reset: (bucket) => [
      'PutBucketVersioning',
      { ...bucket, VersioningConfiguration: { Status: 'Suspended' } },
    ],
    input: (properties) => properties.request('s3', 'PutBucketVersioning', ['VersioningConfiguration']),
  },
  {
    property: 'BucketEncryption',
    put: 'PutBucketEncryption',
    reset: (bucket) => ['DeleteBucketEncryption', bucket],
    input: (properties) => ({ ServerSideEncryptionConfiguration: { Rules: encryptionRules(properties) } }),
  },
  {
    property: 'CorsConfiguration',
    put: 'PutBucketCors',
    reset: (bucket) => ['DeleteBucketCors', bucket],
    input: (properties) => properties.request('s3', 'PutBucketCors', ['CorsConfiguration'], corsRenames),
  },
  {
    property: 'Tags',
    put: 'PutBucketTagging',
    reset: (bucket) => ['DeleteBucketTagging', bucket],
    input: (properties) => ({ Tagging: { TagSet: properties.tags() } }),
  },
]

/** Properties of a bucket that are configured after it is made. */
export const bucketSettingNames: readonly string[] = settings.map(({ property }) => property)

/** Configures those properties of a bucket that are named and there; puts back those that are no longer there. */
export async function putBucketSettings(
  Bucket: string,
  names: ReadonlySet<string>,
  properties: Properties,
  context: ResourceContext,
): Promise<void> {
  for (const { property, put, reset, input } of settings) {
    if (!names.has(property)) continue
    const [operation, given] = properties.has(property)
      ? ([put, { Bucket, ...input(properties) }] as const)
      : reset({ Bucket })
    await context.call('s3', operation, given)
  }
}

function encryptionRules(properties: Properties): readonly object[] {
  const rules = properties.map('BucketEncryption')?.maps('ServerSideEncryptionConfiguration') ?? []
  return rules.map((rule) => {
    rule.allowOnly(['ServerSideEncryptionByDefault', 'BucketKeyEnabled'])
    const byDefault = rule.map('ServerSideEncryptionByDefault')
    const algorithm = byDefault?.requiredText('SSEAlgorithm')
    const key = byDefault?.text('KMSMasterKeyID')
    const keyPart = key === undefined ? {} : { KMSMasterKeyID: key }
    const bucketKey = rule.boolean('BucketKeyEnabled')
    return {
      ...(algorithm === undefined
        ? {}
        : { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: algorithm, ...keyPart } }),
      ...(bucketKey === undefined ? {} : { BucketKeyEnabled: bucketKey }),
    }
  })
}
