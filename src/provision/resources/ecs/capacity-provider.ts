import type { ResourceHandler } from '../../resource-handler.ts'
import { ecsTags, updateEcsTags } from './ecs-tags.ts'

const updatable = ['AutoScalingGroupProvider', 'ManagedInstancesProvider']

/** `AWS::ECS::CapacityProvider` */
export const capacityProvider: ResourceHandler = {
  type: 'AWS::ECS::CapacityProvider',
  properties: ['Name', 'ClusterName', ...updatable, 'Tags'],
  replacedBy: ['Name', 'ClusterName', 'AutoScalingGroupProvider.AutoScalingGroupArn'],
  nameProperty: 'Name',
  nameIsId: true,
  create: async (properties, context) => {
    const name = context.name(properties.text('Name'), { max: 255 })
    await context.call('ecs', 'CreateCapacityProvider', {
      name,
      ...properties.request('ecs', 'CreateCapacityProvider', [...updatable, 'ClusterName'], {
        ClusterName: 'cluster',
      }),
      ...ecsTags(properties),
    })
    return name
  },
  update: async (change, context) => {
    const { physicalId, after, changed } = change
    const names = updatable.filter((name) => changed.has(name))
    if (names.length > 0) {
      const input = after.request('ecs', 'CreateCapacityProvider', names)
      const { autoScalingGroupProvider: provider } = input as {
        autoScalingGroupProvider?: Record<string, unknown>
      }
      // The group itself cannot be changed, and is no member of an update.
      delete provider?.['autoScalingGroupArn']
      await context.call('ecs', 'UpdateCapacityProvider', { name: physicalId, ...input })
    }
    const { partition, region, account } = context
    await updateEcsTags(
      change,
      `arn:${partition}:ecs:${region}:${account}:capacity-provider/${physicalId}`,
      context,
    )
  },
  remove: async (name, _, context) => {
    await context.call('ecs', 'DeleteCapacityProvider', { capacityProvider: name })
  },
}
