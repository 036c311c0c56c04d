import type { UpdateServiceRequest, UpdateServiceResponse } from '@aws-sdk/client-ecs'
import type { ClusterRow } from '../../../model/ecs/cluster.ts'
import type { LaunchSettings, ServiceRow } from '../../../model/ecs/service.ts'
import { services, taskDefinitions } from '../../../model/ecs/tables.ts'
import { taskDefinitionKey, type TaskDefinitionRow } from '../../../model/ecs/task-definition.ts'
import type { Transaction } from '../../../model/state.ts'
import { Fault } from '../../fault.ts'
import type { Operation, RequestContext } from '../../operation.ts'
import { checkLoadBalancers } from './check-load-balancers.ts'
import { checkPlacement } from './check-placement.ts'
import { checkServiceConnect } from './check-service-connect.ts'
import { checkController, checkExecuteCommand, checkRegistries } from './check-service.ts'
import { completeDeploymentConfiguration } from './deployment-configuration.ts'
import { clientException, invalidParameter, notImplemented } from './errors.ts'
import { findCluster } from './find-cluster.ts'
import { findService } from './find-service.ts'
import { findTaskDefinition } from './find-task-definition.ts'
import { requestHash } from './request-hash.ts'
import { rollOut } from './roll-out.ts'
import { currentLaunch, launchTypeOfSettings } from './service-launch-type.ts'
import { serviceView } from './service-view.ts'
import { settleLaunch } from './settle-launch.ts'

/** Changes a service. What changes its tasks starts a new deployment; counts and percents do not. */
export const updateService: Operation<UpdateServiceRequest, UpdateServiceResponse> = (
  tx,
  request,
  context,
) => {
  const cluster = findCluster(tx, request.cluster)
  const service = findService(tx, cluster, request.service ?? '')
  if (service.status !== 'ACTIVE') throw new Fault('ServiceNotActiveException', 'Service was not ACTIVE.')
  const former = currentLaunch(tx, service)
  if (!former) throw new Error(`the service ${service.serviceArn} has neither deployment nor launch settings`)
  const taskDefinition = request.taskDefinition
    ? findTaskDefinition(tx, request.taskDefinition, clientException)
    : registered(tx, former)
  const launch = nextLaunch(tx, request, context, { cluster, service, former, taskDefinition })
  const changed: ServiceRow = {
    ...service,
    ...changedMembers(request, service, taskDefinition, launch),
    launch,
  }
  tx.put(services, service.serviceArn, changed)
  if (request.forceNewDeployment || changesTasks(request, service, changed, former)) {
    rollOut(tx, changed, launch, context)
  }
  return { service: serviceView(tx, changed, true) }
}

interface Standing {
  readonly cluster: ClusterRow
  readonly service: ServiceRow
  readonly former: LaunchSettings
  readonly taskDefinition: TaskDefinitionRow
}

/** The revision that the service has; it may have been deregistered since. */
function registered(tx: Transaction, { taskDefinitionArn }: LaunchSettings): TaskDefinitionRow {
  const row = tx.get(taskDefinitions, taskDefinitionKey(taskDefinitionArn))
  if (!row) throw clientException('TaskDefinition not found.')
  return row
}

const launchMembers = [
  'taskDefinition',
  'capacityProviderStrategy',
  'networkConfiguration',
  'platformVersion',
  'serviceConnectConfiguration',
  'forceNewDeployment',
] as const

function nextLaunch(
  tx: Transaction,
  request: UpdateServiceRequest,
  context: RequestContext,
  { cluster, service, former, taskDefinition }: Standing,
): LaunchSettings {
  // A service may be scaled although what it launches would not be accepted any more.
  if (launchMembers.every((member) => request[member] === undefined)) return former
  const { capacityProviderStrategy: wanted } = request
  const settled = settleLaunch(
    tx,
    cluster,
    taskDefinition,
    {
      ...(wanted === undefined ? formerCompute(former) : nextCompute(wanted, former)),
      platformVersion: request.platformVersion ?? service.platformVersion,
      networkConfiguration: request.networkConfiguration ?? formerNetwork(former, taskDefinition),
    },
    context.now,
  )
  const strategyChanges = !same(settled.capacityProviderStrategy, former.capacityProviderStrategy)
  if (wanted !== undefined && strategyChanges && !request.forceNewDeployment) {
    throw invalidParameter(
      'When switching from launch type to capacity provider strategy on an existing service, or making a change to a capacity provider strategy on a service that is already using one, you must force a new deployment.',
    )
  }
  const serviceConnectConfiguration = checkServiceConnect(
    tx,
    request.serviceConnectConfiguration ?? former.serviceConnectConfiguration,
    { cluster, definition: taskDefinition.definition, serviceArn: service.serviceArn },
  )
  return { ...settled, serviceConnectConfiguration }
}

type Compute = Pick<LaunchSettings, 'launchType' | 'capacityProviderStrategy'>

function formerCompute({ launchType, capacityProviderStrategy }: LaunchSettings): Compute {
  return capacityProviderStrategy ? { capacityProviderStrategy } : { launchType }
}

/** An empty strategy takes a service back to the launch type that it comes down to. */
function nextCompute(
  wanted: NonNullable<Compute['capacityProviderStrategy']>,
  former: LaunchSettings,
): Compute {
  return wanted.length > 0
    ? { capacityProviderStrategy: wanted }
    : { launchType: launchTypeOfSettings(former) }
}

function formerNetwork(
  { networkConfiguration }: LaunchSettings,
  { definition }: TaskDefinitionRow,
): UpdateServiceRequest['networkConfiguration'] {
  // A revision without awsvpc takes its network from its host: the service's configuration goes with the mode.
  if (!networkConfiguration || definition.networkMode !== 'awsvpc') return undefined
  return { awsvpcConfiguration: networkConfiguration }
}

function changedMembers(
  request: UpdateServiceRequest,
  service: ServiceRow,
  { definition }: TaskDefinitionRow,
  launch: LaunchSettings,
): Partial<ServiceRow> {
  const { desiredCount = service.desiredCount, placementConstraints, placementStrategy } = request
  if (desiredCount < 0) throw invalidParameter('Task count can not be lesser than 0')
  if (request.desiredCount !== undefined && service.schedulingStrategy === 'DAEMON') {
    throw invalidParameter(
      'The daemon scheduling strategy does not support a desired count for services. Remove the desired count value and try again',
    )
  }
  if (request.volumeConfigurations?.length) throw notImplemented('Volume configuration at launch')
  if (request.vpcLatticeConfigurations?.length) throw notImplemented('VPC Lattice')
  if (request.deploymentController) checkController(request.deploymentController, request)
  const enableExecuteCommand = request.enableExecuteCommand ?? service.enableExecuteCommand
  checkExecuteCommand(enableExecuteCommand, definition, 'updated')
  const launchType = launchTypeOfSettings(launch)
  checkPlacement(placementConstraints ?? [], placementStrategy ?? [], launchType, service.schedulingStrategy)
  checkRegistries(request.serviceRegistries ?? [])
  checkLoadBalancers(request.loadBalancers ?? [], definition, launchType)
  const { schedulingStrategy, deploymentConfiguration: formerConfiguration } = service
  return {
    desiredCount,
    enableExecuteCommand,
    deploymentConfiguration: completeDeploymentConfiguration(
      request.deploymentConfiguration,
      schedulingStrategy,
      formerConfiguration,
    ),
    placementConstraints: placementConstraints ?? service.placementConstraints,
    placementStrategy: placementStrategy ?? service.placementStrategy,
    loadBalancers: request.loadBalancers ?? service.loadBalancers,
    serviceRegistries: request.serviceRegistries ?? service.serviceRegistries,
    healthCheckGracePeriodSeconds:
      request.healthCheckGracePeriodSeconds ?? service.healthCheckGracePeriodSeconds,
    availabilityZoneRebalancing: request.availabilityZoneRebalancing ?? service.availabilityZoneRebalancing,
    enableECSManagedTags: request.enableECSManagedTags ?? service.enableECSManagedTags,
    propagateTags: request.propagateTags ?? service.propagateTags,
    platformVersion: request.platformVersion ?? service.platformVersion,
  }
}

/** What the API reference of UpdateService says triggers a new deployment, as far as it differs from what is. */
function changesTasks(
  request: UpdateServiceRequest,
  before: ServiceRow,
  after: ServiceRow,
  former: LaunchSettings,
): boolean {
  const { launch } = after
  return (
    launch?.taskDefinitionArn !== former.taskDefinitionArn ||
    !same(launch.networkConfiguration, former.networkConfiguration) ||
    !same(launch.serviceConnectConfiguration, former.serviceConnectConfiguration) ||
    (request.platformVersion !== undefined && launch.platformVersion !== former.platformVersion) ||
    !same(before.loadBalancers, after.loadBalancers) ||
    !same(before.serviceRegistries, after.serviceRegistries)
  )
}

function same(a: unknown, b: unknown): boolean {
  return requestHash({ is: a }) === requestHash({ is: b })
}
