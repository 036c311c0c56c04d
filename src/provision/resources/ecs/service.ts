import type { Properties } from '../../properties.ts'
import type { ResourceContext, ResourceHandler } from '../../resource-handler.ts'
import { ecsTags, updateEcsTags } from './ecs-tags.ts'

const fixed = ['Cluster', 'DeploymentController', 'LaunchType', 'Role', 'SchedulingStrategy', 'ServiceName']
const updatable = [
  'AvailabilityZoneRebalancing',
  'CapacityProviderStrategy',
  'DeploymentConfiguration',
  'DesiredCount',
  'EnableECSManagedTags',
  'EnableExecuteCommand',
  'HealthCheckGracePeriodSeconds',
  'LoadBalancers',
  'NetworkConfiguration',
  'PlacementConstraints',
  'PlacementStrategies',
  'PlatformVersion',
  'PropagateTags',
  'ServiceConnectConfiguration',
  'ServiceRegistries',
  'TaskDefinition',
  'VolumeConfigurations',
  'VpcLatticeConfigurations',
]

/** Names that differ by more than the case of their first letter. */
const renames = {
  EBSTagSpecifications: 'tagSpecifications',
  PlacementStrategies: 'placementStrategy',
}

/** What a property that is no longer in the template is set to; others keep their value, as with CloudFormation. */
const whenAbsent: Readonly<Record<string, unknown>> = {
  CapacityProviderStrategy: [],
  LoadBalancers: [],
  PlacementConstraints: [],
  PlacementStrategies: [],
  ServiceConnectConfiguration: { enabled: false },
  ServiceRegistries: [],
  VolumeConfigurations: [],
  VpcLatticeConfigurations: [],
}

/** `AWS::ECS::Service`. What needs it waits until it is steady; that is seen to by whoever applies the template. */
export const service: ResourceHandler = {
  type: 'AWS::ECS::Service',
  properties: [...fixed, ...updatable, 'ForceNewDeployment', 'Tags'],
  replacedBy: fixed,
  nameProperty: 'ServiceName',
  nameScope: 'Cluster',
  create: async (properties, context) => {
    const { service: made } = await context.call<{ service: { serviceArn: string } }>(
      'ecs',
      'CreateService',
      {
        ...(properties.text('SchedulingStrategy') === 'DAEMON' ? {} : { desiredCount: 1 }),
        ...properties.request('ecs', 'CreateService', [...fixed, ...updatable], renames),
        serviceName: context.name(properties.text('ServiceName'), { max: 255 }),
        ...ecsTags(properties),
      },
    )
    return made.serviceArn
  },
  recover: async (properties, context) => {
    const serviceName = context.name(properties.text('ServiceName'), { max: 255 })
    const { services } = await context.call<{ services: { serviceArn: string; status: string }[] }>(
      'ecs',
      'DescribeServices',
      { cluster: properties.text('Cluster'), services: [serviceName] },
    )
    return services.find(({ status }) => status === 'ACTIVE')?.serviceArn
  },
  attributes: async (ServiceArn) =>
    await Promise.resolve({ ServiceArn, Name: ServiceArn.slice(ServiceArn.lastIndexOf('/') + 1) }),
  update: async (change, context) => {
    const { physicalId, after, changed } = change
    const names = updatable.filter((name) => changed.has(name))
    const force = changed.has('ForceNewDeployment') || changed.has('CapacityProviderStrategy')
    if (names.length > 0 || force) {
      await context.call('ecs', 'UpdateService', {
        ...absentMembers(names, after),
        ...after.request('ecs', 'UpdateService', names, renames),
        cluster: after.text('Cluster'),
        service: physicalId,
        ...(force ? { forceNewDeployment: true } : {}),
      })
    }
    await updateEcsTags(change, physicalId, context)
  },
  remove: async (serviceArn, properties, context) => {
    const cluster = properties.text('Cluster')
    await context.call('ecs', 'DeleteService', { cluster, service: serviceArn, force: true })
    // Its tasks hold network interfaces until they have stopped.
    await context.until(`${serviceArn} inactive`, async () => await isInactive(serviceArn, cluster, context))
  },
}

function absentMembers(names: readonly string[], after: Properties): Record<string, unknown> {
  const absent = names.filter((name) => !after.has(name) && name in whenAbsent)
  const memberOf = (name: string): string =>
    name === 'PlacementStrategies' ? 'placementStrategy' : name.charAt(0).toLowerCase() + name.slice(1)
  return Object.fromEntries(absent.map((name) => [memberOf(name), whenAbsent[name]]))
}

async function isInactive(
  serviceArn: string,
  cluster: string | undefined,
  context: ResourceContext,
): Promise<boolean> {
  const { services } = await context.call<{
    services: { status: string; runningCount: number; pendingCount: number }[]
  }>('ecs', 'DescribeServices', { cluster, services: [serviceArn] })
  return services.every(({ status }) => status === 'INACTIVE')
}
