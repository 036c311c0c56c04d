import type { ResourceContext, ResourceHandler } from '../../resource-handler.ts'
import { ecsTags, updateEcsTags } from './ecs-tags.ts'

/** What the API calls the property. */
const renames = { ClusterSettings: 'settings' }
const providers = ['CapacityProviders', 'DefaultCapacityProviderStrategy']
const updatable = ['ClusterSettings', 'Configuration', 'ServiceConnectDefaults']

/** `AWS::ECS::Cluster` */
export const cluster: ResourceHandler = {
  type: 'AWS::ECS::Cluster',
  properties: ['ClusterName', ...updatable, ...providers, 'Tags'],
  replacedBy: ['ClusterName'],
  nameProperty: 'ClusterName',
  nameIsId: true,
  create: async (properties, context) => {
    const clusterName = context.name(properties.text('ClusterName'), { max: 255 })
    await context.call('ecs', 'CreateCluster', {
      clusterName,
      ...properties.request('ecs', 'CreateCluster', [...updatable, ...providers], renames),
      ...ecsTags(properties),
    })
    return clusterName
  },
  attributes: async (name, _, context) => await Promise.resolve({ Arn: clusterArn(name, context) }),
  update: async (change, context) => {
    const { physicalId, after, changed } = change
    const names = updatable.filter((name) => changed.has(name))
    if (names.length > 0) {
      const input = after.request('ecs', 'UpdateCluster', names, renames)
      await context.call('ecs', 'UpdateCluster', { cluster: physicalId, ...input })
    }
    if (providers.some((name) => changed.has(name))) {
      await context.call('ecs', 'PutClusterCapacityProviders', {
        cluster: physicalId,
        capacityProviders: [],
        defaultCapacityProviderStrategy: [],
        ...after.request('ecs', 'PutClusterCapacityProviders', providers),
      })
    }
    await updateEcsTags(change, clusterArn(physicalId, context), context)
  },
  remove: async (name, _, context) => {
    await context.call('ecs', 'DeleteCluster', { cluster: name })
  },
}

function clusterArn(name: string, { partition, region, account }: ResourceContext): string {
  return `arn:${partition}:ecs:${region}:${account}:cluster/${name}`
}
