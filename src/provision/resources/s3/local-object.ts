import { readFileSync } from 'node:fs'
import type { Properties } from '../../properties.ts'
import type { ResourceContext, ResourceHandler } from '../../resource-handler.ts'

/** An object that `seatrial.yaml` puts into a bucket; CloudFormation has no such type. */
export const localObject: ResourceHandler = {
  type: 'AWS::S3::Object',
  properties: ['Bucket', 'Key', 'File', 'Text', 'Digest'],
  secret: ['Text', 'Digest'],
  replacedBy: ['Bucket', 'Key'],
  create: put,
  update: async ({ after }, context) => {
    await put(after, context)
  },
  remove: async (_, properties, context) => {
    const [Bucket, Key] = [properties.requiredText('Bucket'), properties.requiredText('Key')]
    // In a versioned bucket, deleting an object would only hide it.
    const { Versions = [], DeleteMarkers = [] } = await context.call<Listed>('s3', 'ListObjectVersions', {
      Bucket,
      Prefix: Key,
    })
    for (const version of [...Versions, ...DeleteMarkers]) {
      if (version.Key !== Key) continue
      await context.call('s3', 'DeleteObject', { Bucket, Key, VersionId: version.VersionId })
    }
  },
}

interface Listed {
  readonly Versions?: readonly { readonly Key: string; readonly VersionId: string }[]
  readonly DeleteMarkers?: readonly { readonly Key: string; readonly VersionId: string }[]
}

async function put(properties: Properties, context: ResourceContext): Promise<string> {
  const [Bucket, Key] = [properties.requiredText('Bucket'), properties.requiredText('Key')]
  const file = properties.text('File')
  const Body = file === undefined ? Buffer.from(properties.text('Text') ?? '') : readFileSync(file)
  await context.call('s3', 'PutObject', { Bucket, Key, Body })
  return `s3://${Bucket}/${Key}`
}
