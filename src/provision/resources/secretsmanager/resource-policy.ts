import type { Properties } from '../../properties.ts'
import type { ResourceContext, ResourceHandler } from '../../resource-handler.ts'

/** `AWS::SecretsManager::ResourcePolicy` */
export const resourcePolicy: ResourceHandler = {
  type: 'AWS::SecretsManager::ResourcePolicy',
  properties: ['BlockPublicPolicy', 'ResourcePolicy', 'SecretId'],
  replacedBy: ['SecretId'],
  create: put,
  attributes: async (Id) => await Promise.resolve({ Id }),
  update: async ({ after }, context) => {
    await put(after, context)
  },
  remove: async (_, properties, context) => {
    const SecretId = properties.requiredText('SecretId')
    await context.call('secretsmanager', 'DeleteResourcePolicy', { SecretId })
  },
}

async function put(properties: Properties, context: ResourceContext): Promise<string> {
  const { ARN } = await context.call<{ ARN: string }>('secretsmanager', 'PutResourcePolicy', {
    ...properties.request('secretsmanager', 'PutResourcePolicy', ['SecretId', 'BlockPublicPolicy']),
    ResourcePolicy: properties.requiredJson('ResourcePolicy'),
  })
  return ARN
}
