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
    await context.call('s3', 'DeleteObject', { Bucket, Key })
  },
}

async function put(properties: Properties, context: ResourceContext): Promise<string> {
  const [Bucket, Key] = [properties.requiredText('Bucket'), properties.requiredText('Key')]
  const file = properties.text('File')
  const Body = file === undefined ? Buffer.from(properties.text('Text') ?? '') : readFileSync(file)
  await context.call('s3', 'PutObject', { Bucket, Key, Body })
  return `s3://${Bucket}/${Key}`
}
