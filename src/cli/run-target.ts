import type { Overview } from '../daemon/overview.ts'
import type { TaskNetwork } from '../model/project.ts'
import { AwsError, type DaemonClient } from './daemon-client.ts'
import { CommandError, exitCodes } from './exit-codes.ts'

/** Options of `run` that say where. */
export interface RunWhere {
  readonly region?: string
  readonly cluster?: string
  readonly subnets?: readonly string[]
  readonly securityGroups?: readonly string[]
  readonly assignPublicIp?: boolean
}

/** Everything RunTask needs to start one task. */
export interface RunTarget {
  readonly region: string
  readonly cluster: string
  readonly taskDefinition: string
  readonly containers: readonly string[]
  readonly network?: {
    readonly subnets: readonly string[]
    readonly securityGroups?: readonly string[]
    readonly assignPublicIp?: string
  }
}

interface DescribedDefinition {
  readonly taskDefinition: {
    readonly taskDefinitionArn: string
    readonly networkMode?: string
    readonly containerDefinitions: readonly { readonly name: string }[]
  }
}

/** Finds out what `seatrial run NAME` means: a task that a project names, a family, a revision, or an ARN. */
export async function runTarget(client: DaemonClient, name: string, where: RunWhere): Promise<RunTarget> {
  const overview = await client.overview()
  const named = overview.projects.flatMap(({ region, tasks }) => tasks.map((task) => ({ region, task })))
  const alias = named.find(({ task }) => task.alias === name)
  const regions = regionsToTry(overview, where.region ?? alias?.region, (await client.require()).region)
  const { region, definition } = await findDefinition(client, alias?.task.taskDefinition ?? name, regions)
  const cluster = where.cluster ?? alias?.task.cluster ?? (await onlyCluster(client, region))
  const { taskDefinitionArn: taskDefinition, networkMode, containerDefinitions } = definition.taskDefinition
  const containers = containerDefinitions.map((container) => container.name)
  if (networkMode !== 'awsvpc') return { region, cluster, taskDefinition, containers }
  const network = await networkOf(client, overview, { region, cluster, where, asked: alias?.task.network })
  return { region, cluster, taskDefinition, containers, network }
}

function regionsToTry(overview: Overview, asked: string | undefined, daemons: string): string[] {
  if (asked !== undefined) return [asked]
  return [
    ...new Set([
      ...overview.projects.map(({ region }) => region),
      ...overview.services.map(({ region }) => region),
      daemons,
    ]),
  ]
}

async function findDefinition(
  client: DaemonClient,
  taskDefinition: string,
  regions: readonly string[],
): Promise<{ region: string; definition: DescribedDefinition }> {
  for (const region of regions) {
    try {
      const input = { taskDefinition }
      return { region, definition: await client.aws('ecs', region, 'DescribeTaskDefinition', input) }
    } catch (error) {
      if (!(error instanceof AwsError)) throw error
    }
  }
  throw new CommandError(
    `there is no task definition ${taskDefinition} in ${regions.join(', ')}`,
    exitCodes.usage,
  )
}

async function onlyCluster(client: DaemonClient, region: string): Promise<string> {
  const { clusterArns } = await client.aws<{ clusterArns: string[] }>('ecs', region, 'ListClusters', {})
  const [only] = clusterArns
  if (clusterArns.length === 1 && only !== undefined) return only
  const names = clusterArns.map((arn) => arn.slice(arn.lastIndexOf('/') + 1)).join(', ')
  throw new CommandError(
    clusterArns.length === 0
      ? `there is no cluster in ${region}`
      : `say which cluster with --cluster: ${names}`,
    exitCodes.usage,
  )
}

interface NetworkQuestion {
  readonly region: string
  readonly cluster: string
  readonly where: RunWhere
  readonly asked: TaskNetwork | undefined
}

/** The network of a task: as said, as the project says, or as a service of the same cluster has it. */
async function networkOf(
  client: DaemonClient,
  overview: Overview,
  { region, cluster, where, asked }: NetworkQuestion,
): Promise<RunTarget['network']> {
  if (where.subnets) {
    const { subnets, securityGroups } = where
    return { subnets, securityGroups, assignPublicIp: where.assignPublicIp ? 'ENABLED' : 'DISABLED' }
  }
  if (asked?.kind === 'own') {
    const { subnets, securityGroups, assignPublicIp } = asked
    return { subnets, securityGroups, assignPublicIp: assignPublicIp ? 'ENABLED' : 'DISABLED' }
  }
  const clusterName = cluster.slice(cluster.lastIndexOf('/') + 1)
  const service =
    asked?.service ??
    overview.services.find((known) => known.region === region && known.cluster === clusterName)?.name
  if (service === undefined) {
    throw new CommandError(
      'the task needs a network: give --subnets, or name one below tasks in seatrial.yaml',
      exitCodes.usage,
    )
  }
  const described = await client.aws<{
    services: { networkConfiguration?: { awsvpcConfiguration?: RunTarget['network'] } }[]
  }>('ecs', region, 'DescribeServices', { cluster, services: [service] })
  return described.services[0]?.networkConfiguration?.awsvpcConfiguration
}
