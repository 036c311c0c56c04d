import type { Properties } from '../../properties.ts'
import type { ResourceContext, ResourceHandler } from '../../resource-handler.ts'

const members = ['CapacityProviders', 'DefaultCapacityProviderStrategy']

/** `AWS::ECS::ClusterCapacityProviderAssociations` */
export const clusterCapacityProviderAssociations: ResourceHandler = {
  type: 'AWS::ECS::ClusterCapacityProviderAssociations',
  properties: ['Cluster', ...members],
  replacedBy: ['Cluster'],
  create: async (properties, context) => {
    await put(properties, context)
    return properties.requiredText('Cluster')
  },
  update: async ({ after }, context) => {
    await put(after, context)
  },
  remove: async (cluster, _, context) => {
    const input = { cluster, capacityProviders: [], defaultCapacityProviderStrategy: [] }
    await context.call('ecs', 'PutClusterCapacityProviders', input)
  },
}

async function put(properties: Properties, context: ResourceContext): Promise<void> {
  await context.call('ecs', 'PutClusterCapacityProviders', {
    cluster: properties.requiredText('Cluster'),
    ...properties.request('ecs', 'PutClusterCapacityProviders', members),
  })
}
