import type { Cluster, Service } from '@aws-sdk/client-ecs'
import { absent } from '../../model/launch/fact.ts'
import type { Answer, LiveAccount } from './live-account.ts'
import type { FoundThings } from './found-things.ts'
import { cloudFormationNames } from './live-record.ts'
import { readNewestDefinition } from './read-definition.ts'

/** ECS describes so many services in one call. */
const SERVICES_AT_ONCE = 10
/** ECS describes so many clusters in one call. */
const CLUSTERS_AT_ONCE = 100

/** The clusters that are named, or all of the region: by name or ARN, as `describe-clusters` takes them. */
export async function readClusters(
  account: LiveAccount,
  names: readonly string[] | undefined,
  found: FoundThings,
): Promise<readonly Cluster[]> {
  const ecs = await account.client('ecs')
  let wanted = names
  if (wanted === undefined) {
    const listed = await account.list('ecs:ListClusters', '', async (nextToken) => {
      const page = await ecs.listClusters({ nextToken })
      return { items: page.clusterArns, next: page.nextToken }
    })
    if (listed.kind === 'unknown') found.problem(listed, 'which clusters there are could not be read')
    wanted = listed.kind === 'answer' ? listed.value : []
  }
  const clusters: Cluster[] = []
  for (const some of groups(wanted, CLUSTERS_AT_ONCE)) {
    const on = some.map(shortName).join(' ')
    const answer = await account.ask(
      'ecs:DescribeClusters',
      on,
      async () => await ecs.describeClusters({ clusters: some }),
    )
    if (answer.kind === 'unknown') {
      found.problem(answer, `cluster ${on} could not be described`)
      // Its name alone is enough to read what runs in it.
      clusters.push(
        ...some.map((name) => ({ clusterArn: clusterArnOf(account, name), clusterName: shortName(name) })),
      )
      continue
    }
    if (answer.kind !== 'answer') continue
    const active = (answer.value.clusters ?? []).filter(({ status }) => status !== 'INACTIVE')
    for (const cluster of active) addCluster(account, cluster, answer.source, found)
    for (const name of some) {
      const isThere = active.some(({ clusterArn }) => clusterArn === clusterArnOf(account, name))
      if (!isThere) found.answers.add('cluster', clusterArnOf(account, name), absent(answer.source))
    }
    clusters.push(...active)
  }
  return clusters
}

function clusterArnOf({ partition, region, account }: LiveAccount, name: string): string {
  return name.startsWith('arn:') ? name : `arn:${partition}:ecs:${region}:${account}:cluster/${name}`
}

function addCluster(account: LiveAccount, cluster: Cluster, source: string, found: FoundThings): void {
  const { clusterName: ClusterName = '', clusterArn: arn = '', serviceConnectDefaults } = cluster
  found.add({
    type: 'AWS::ECS::Cluster',
    region: account.region,
    account: account.account,
    names: [ClusterName, arn],
    source,
    properties: {
      ClusterName,
      CapacityProviders: cluster.capacityProviders,
      DefaultCapacityProviderStrategy: cloudFormationNames(cluster.defaultCapacityProviderStrategy ?? []),
      RegisteredContainerInstancesCount: cluster.registeredContainerInstancesCount,
      ServiceConnectDefaults: serviceConnectDefaults && { Namespace: serviceConnectDefaults.namespace },
    },
  })
}

/** The services of a cluster, or one of them. */
export async function readServices(
  account: LiveAccount,
  cluster: Cluster,
  only: string | undefined,
  found: FoundThings,
): Promise<void> {
  const ecs = await account.client('ecs')
  const { clusterArn: arn = '', clusterName = '' } = cluster
  const listed: Answer<readonly string[]> =
    only === undefined
      ? await account.list('ecs:ListServices', clusterName, async (nextToken) => {
          const page = await ecs.listServices({ cluster: arn, nextToken, maxResults: 100 })
          return { items: page.serviceArns, next: page.nextToken }
        })
      : { kind: 'answer', value: [only], source: '' }
  if (listed.kind === 'unknown') found.problem(listed, `the services of ${clusterName} are not known`)
  if (listed.kind !== 'answer') return
  await Promise.all(
    groups(listed.value, SERVICES_AT_ONCE).map(async (services) => {
      const on = services.map(shortName).join(' ')
      const answer = await account.ask(
        'ecs:DescribeServices',
        on,
        async () => await ecs.describeServices({ cluster: arn, services }),
      )
      if (answer.kind === 'unknown') found.problem(answer, `services of ${clusterName} are not known`)
      if (answer.kind !== 'answer') return
      for (const service of answer.value.services ?? []) {
        if (service.status === 'INACTIVE' || service.status === 'DRAINING') continue
        const { taskDefinition } = addService(account, service, found)
        if (taskDefinition !== undefined) await readNewestDefinition(account, taskDefinition, found)
      }
    }),
  )
}

function addService(
  account: LiveAccount,
  service: Service,
  found: FoundThings,
): Pick<Service, 'taskDefinition'> {
  const { serviceName = '', serviceArn = '', clusterArn: cluster } = service
  // What a service asked for is told with its deployment alone.
  const primary = service.deployments?.find((deployment) => deployment.status === 'PRIMARY')
  const { taskDefinition = primary?.taskDefinition, networkConfiguration = primary?.networkConfiguration } =
    service
  const properties = {
    serviceName,
    cluster,
    taskDefinition,
    networkConfiguration,
    capacityProviderStrategy: service.capacityProviderStrategy,
    deploymentConfiguration: service.deploymentConfiguration,
    deploymentController: service.deploymentController,
    desiredCount: service.desiredCount,
    enableExecuteCommand: service.enableExecuteCommand,
    healthCheckGracePeriodSeconds: service.healthCheckGracePeriodSeconds,
    launchType: service.launchType,
    loadBalancers: service.loadBalancers,
    placementConstraints: service.placementConstraints,
    platformVersion: service.platformVersion,
    // What ECS has where a service asks for none.
    role: service.roleArn?.includes('/aws-service-role/') ? undefined : service.roleArn,
    schedulingStrategy: service.schedulingStrategy,
    serviceConnectConfiguration: primary?.serviceConnectConfiguration,
    serviceRegistries: service.serviceRegistries,
  }
  found.add({
    type: 'AWS::ECS::Service',
    region: account.region,
    account: account.account,
    names: [serviceArn, serviceName],
    source: `ecs:DescribeServices ${serviceName}`,
    properties: cloudFormationNames(properties) as Readonly<Record<string, unknown>>,
  })
  return { taskDefinition }
}

/** A name without the path of its ARN. */
export function shortName(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1)
}

/** Parts of a list, each at most so long. */
export function groups<Item>(items: readonly Item[], size: number): readonly Item[][] {
  const count = Math.ceil(items.length / size)
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size))
}
