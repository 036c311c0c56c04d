import type {
  AwsVpcConfiguration,
  CreateServiceRequest,
  LaunchType,
  RegisterTaskDefinitionRequest,
} from '@aws-sdk/client-ecs'
import { launchTypeOf } from '../../model/ecs/capacity-spread.ts'
import { Unresolved } from '../../model/template.ts'
import type { AskedCluster, AskedLaunch, AskedTargetGroup } from './asked-launch.ts'
import { computeRefusal, strategyRules } from './capacity-rules.ts'
import { connectRules } from './connect-rules.ts'
import { fargateRefusals } from './definition-refusals.ts'
import { desiredCountRefusals, percentRules } from './deployment-rules.ts'
import {
  compatibilityRefusal,
  executeCommandRefusal,
  gracePeriodRefusal,
  platformRefusal,
} from './launch-rules.ts'
import { loadBalancerCountRefusal, loadBalancerRules, targetTypeRefusal } from './load-balancer-rules.ts'
import { networkRules, vpcRefusals } from './network-rules.ts'
import { placementRules } from './placement-rules.ts'
import { refusalsOf, type Refusal, type Rule } from './refusal.ts'
import { ifKnown, knownItems, NotKnown, readable } from './unsettled.ts'

/** A service as it was written, with the task definition that it starts; parts that are not known throw `NotKnown`. */
export interface AskedService {
  readonly service: CreateServiceRequest
  readonly task: RegisterTaskDefinitionRequest
  /** Where its tasks run. */
  readonly launchType: () => LaunchType
  readonly cluster: () => AskedCluster
  /** Of its load balancers, those of which anything is known. */
  readonly targetGroups: readonly AskedTargetGroup[]
  readonly vpcOf: NonNullable<AskedLaunch['vpcOf']>
}

/** What is asked does not change, and each of many causes looks at it. */
const services = new WeakMap<AskedLaunch, { readonly service: AskedService | undefined }>()

/** The service of a launch, to be asked about; undefined where no service starts it or nothing of it is known. */
export function askedService(asked: AskedLaunch): AskedService | undefined {
  const known = services.get(asked)
  if (known) return known.service
  const service = serviceOf(asked)
  services.set(asked, { service })
  return service
}

function serviceOf(asked: AskedLaunch): AskedService | undefined {
  const { service: written } = asked
  const service = written === undefined ? undefined : ifKnown(() => readable<CreateServiceRequest>(written))
  const task = ifKnown(() => readable<RegisterTaskDefinitionRequest>(asked.definition))
  if (service === undefined || task === undefined) return undefined
  const cluster = (): AskedCluster => clusterOf(asked)
  return {
    service,
    task,
    cluster,
    launchType: () => launchTypeFor(service, cluster),
    targetGroups: targetGroupsOf(asked, service),
    vpcOf: asked.vpcOf ?? (() => undefined),
  }
}

function clusterOf({ cluster }: AskedLaunch): AskedCluster {
  if (cluster !== undefined) return readable<AskedCluster>(cluster)
  const reason = 'the cluster is not in the project'
  throw new NotKnown(new Unresolved({ reason, settledBy: 'the cluster and its capacity providers' }))
}

/** As ECS decides it: the strategy, the launch type, the default strategy of the cluster, EC2. */
function launchTypeFor(
  { launchType, capacityProviderStrategy = [] }: CreateServiceRequest,
  cluster: AskedService['cluster'],
): LaunchType {
  const [own] = capacityProviderStrategy
  if (own) return launchTypeOf(own.capacityProvider ?? '')
  if (launchType) return launchType
  const [first] = cluster().defaultCapacityProviderStrategy ?? []
  return first ? launchTypeOf(first.capacityProvider ?? '') : 'EC2'
}

function targetGroupsOf(
  { targetGroups = [] }: AskedLaunch,
  service: CreateServiceRequest,
): AskedTargetGroup[] {
  const used = new Set(
    knownItems(() => service.loadBalancers).flatMap(({ item }) => ifKnown(() => item.targetGroupArn) ?? []),
  )
  return targetGroups.flatMap((written) => {
    const group = ifKnown(() => readable<AskedTargetGroup>(written))
    const arn = group && ifKnown(() => group.targetGroupArn)
    return group && arn !== undefined && used.has(arn) ? [group] : []
  })
}

const refusals = new WeakMap<AskedService, readonly Refusal[]>()

/** Everything that CreateService refuses of a service and its task definition (spec ERRORS I). */
export function serviceRefusals(asked: AskedService): readonly Refusal[] {
  const known = refusals.get(asked) ?? [...refusalsOf(serviceRules(asked))]
  refusals.set(asked, known)
  return known
}

function* serviceRules(asked: AskedService): Generator<Rule, void> {
  const { service, task, launchType } = asked
  yield () => computeRefusal(service.launchType, service.capacityProviderStrategy)
  yield* strategyOf(asked)
  yield () => compatibility(asked)
  yield () => platformRefusal(service.platformVersion, launchType, task)
  yield* networkRules(() => ({
    configuration: networkOf(service),
    networkMode: task.networkMode,
    launchType,
  }))
  yield () => vpcRefusals(networkOf(service), asked.vpcOf)
  yield* connect(asked)
  const scheduling = ifKnown(() => service.schedulingStrategy ?? 'REPLICA')
  if (scheduling !== undefined) yield* deployment(asked, scheduling)
  yield () => gracePeriodRefusal(service.healthCheckGracePeriodSeconds ?? 0)
  yield () => executeCommandRefusal(service.enableExecuteCommand ?? false, task, 'created')
  yield () => loadBalancerCountRefusal(service.loadBalancers ?? [])
  for (const { item } of knownItems(() => service.loadBalancers))
    yield* loadBalancerRules(item, task, launchType)
  for (const group of asked.targetGroups) yield () => targetTypeRefusal(group, task.networkMode)
}

function networkOf({ networkConfiguration }: CreateServiceRequest): AwsVpcConfiguration | undefined {
  return networkConfiguration?.awsvpcConfiguration
}

function strategyOf({ service, cluster }: AskedService): readonly Rule[] {
  return strategyRules({
    strategy: ifKnown(() => service.capacityProviderStrategy) ?? [],
    use: 'launch',
    // A provider that is not in the project may be in the account.
    exists: () => true,
    isAssociated: (name) => cluster().capacityProviders?.includes(name) ?? false,
  })
}

/** Whether the task definition may run where it is to. */
function compatibility({ task, launchType }: AskedService): Refusal | undefined {
  const { requiresCompatibilities = [] } = task
  // What was required has been looked at when the task definition was registered.
  if (launchType() !== 'FARGATE' || requiresCompatibilities.includes('FARGATE')) return undefined
  const [first] = fargateRefusals(task)
  return compatibilityRefusal(first === undefined, 'FARGATE')
}

function connect({ service, task, cluster }: AskedService): readonly Rule[] {
  const configuration = ifKnown(() => service.serviceConnectConfiguration)
  if (!configuration || !ifKnown(() => configuration.enabled)) return []
  return connectRules(
    configuration,
    task,
    () => configuration.namespace ?? cluster().serviceConnectDefaults?.namespace,
  )
}

function* deployment(
  { service, launchType }: AskedService,
  scheduling: 'REPLICA' | 'DAEMON',
): Generator<Rule, void> {
  const configuration = ifKnown(() => service.deploymentConfiguration ?? {})
  const constraints = ifKnown(() => service.placementConstraints)
  const strategies = ifKnown(() => service.placementStrategy)
  // CloudFormation and Terraform fill in a count where none is given.
  yield () => desiredCountRefusals(service.desiredCount ?? defaultCount(scheduling), scheduling, launchType)
  // Other controllers take no notice of the percents.
  const isRolling = ifKnown(() => (service.deploymentController?.type ?? 'ECS') === 'ECS')
  if (configuration && isRolling) yield* percentRules(configuration, scheduling)
  yield* placementRules({
    constraints: constraints ?? [],
    strategies: strategies ?? [],
    scheduling,
    launchType,
  })
}

function defaultCount(scheduling: 'REPLICA' | 'DAEMON'): number | undefined {
  return scheduling === 'REPLICA' ? 1 : undefined
}
