import type { CreateServiceRequest, CreateServiceResponse } from '@aws-sdk/client-ecs'
import { gracePeriodRefusal } from '../../../launch/registration/launch-rules.ts'
import { isResourceName } from '../../../launch/registration/names.ts'
import { refusalsOf } from '../../../launch/registration/refusal.ts'
import { formatArn } from '../../../model/arn.ts'
import type { LaunchSettings, ServiceRow } from '../../../model/ecs/service.ts'
import { deployments, serviceEvents, services } from '../../../model/ecs/tables.ts'
import type { TaskDefinitionRow } from '../../../model/ecs/task-definition.ts'
import type { Transaction } from '../../../model/state.ts'
import type { Operation, RequestContext } from '../../operation.ts'
import { callerArn } from './caller-arn.ts'
import { checkLoadBalancers } from './check-load-balancers.ts'
import { checkPlacement } from './check-placement.ts'
import { checkServiceConnect } from './check-service-connect.ts'
import { checkController, checkDesiredCount, checkExecuteCommand, checkRegistries } from './check-service.ts'
import { checkTags } from './check-tags.ts'
import { completeDeploymentConfiguration } from './deployment-configuration.ts'
import { enforce } from './enforce.ts'
import { clientException, invalidParameter, notImplemented } from './errors.ts'
import { findCluster } from './find-cluster.ts'
import { serviceArnOf } from './find-service.ts'
import { findTaskDefinition } from './find-task-definition.ts'
import { requestHash } from './request-hash.ts'
import { rollOut } from './roll-out.ts'
import { launchTypeOfSettings } from './service-launch-type.ts'
import { serviceView } from './service-view.ts'
import { settleLaunch } from './settle-launch.ts'

const MAX_CLIENT_TOKEN = 36

/** Creates a service with its first deployment; the control plane starts its tasks. */
export const createService: Operation<CreateServiceRequest, CreateServiceResponse> = (
  tx,
  request,
  context,
) => {
  const cluster = findCluster(tx, request.cluster)
  const { serviceName = '', clientToken = '' } = request
  if (!isResourceName(serviceName)) throw invalidParameter('Service name contains invalid characters.')
  if (clientToken.length > MAX_CLIENT_TOKEN) {
    throw invalidParameter(`idempotency token longer than ${MAX_CLIENT_TOKEN}.`)
  }
  const serviceArn = serviceArnOf(cluster.clusterArn, serviceName)
  const hash = requestHash(request)
  const existing = tx.get(services, serviceArn)
  if (existing?.status === 'DRAINING')
    throw invalidParameter('Unable to Start a service that is still Draining.')
  if (existing?.status === 'ACTIVE') {
    if (existing.requestHash !== hash) throw invalidParameter('Creation of service was not idempotent.')
    return { service: serviceView(tx, existing, true) }
  }
  const deploymentController = checkController(request.deploymentController, request)
  if (!request.taskDefinition) throw invalidParameter('TaskDefinition can not be blank.')
  const taskDefinition = findTaskDefinition(tx, request.taskDefinition, clientException)
  const settled = settleLaunch(tx, cluster, taskDefinition, request, context.now)
  const serviceConnectConfiguration = checkServiceConnect(tx, request.serviceConnectConfiguration, {
    cluster,
    definition: taskDefinition.definition,
    serviceArn,
  })
  const launch: LaunchSettings = { ...settled, serviceConnectConfiguration }
  const row: ServiceRow = {
    serviceArn,
    serviceName,
    clusterArn: cluster.clusterArn,
    status: 'ACTIVE',
    deploymentController,
    ...checkedMembers(tx, request, context, taskDefinition, launch),
    clientToken: request.clientToken,
    requestHash: hash,
    launch,
  }
  tx.put(services, serviceArn, row)
  forgetFormer(tx, serviceArn)
  rollOut(tx, row, launch, context)
  return { service: serviceView(tx, row, true) }
}

/** What is left of an INACTIVE service of the same name is not this one's. */
function forgetFormer(tx: Transaction, serviceArn: string): void {
  tx.delete(serviceEvents, serviceArn)
  const left = [...tx.by(deployments, 'service', serviceArn)].map(({ id }) => id)
  for (const id of left) tx.delete(deployments, id)
}

function checkedMembers(
  tx: Transaction,
  request: CreateServiceRequest,
  context: RequestContext,
  { definition }: TaskDefinitionRow,
  launch: LaunchSettings,
): Omit<ServiceRow, 'serviceArn' | 'serviceName' | 'clusterArn' | 'status' | 'deploymentController'> {
  const { schedulingStrategy = 'REPLICA', placementConstraints = [], placementStrategy = [] } = request
  const { loadBalancers = [], serviceRegistries = [], enableExecuteCommand = false } = request
  const { healthCheckGracePeriodSeconds = 0 } = request
  const launchType = launchTypeOfSettings(launch)
  const desiredCount = checkDesiredCount(request.desiredCount, schedulingStrategy, launchType)
  enforce(refusalsOf([() => gracePeriodRefusal(healthCheckGracePeriodSeconds)]))
  if (request.volumeConfigurations?.length) throw notImplemented('Volume configuration at launch')
  if (request.vpcLatticeConfigurations?.length) throw notImplemented('VPC Lattice')
  const deploymentConfiguration = completeDeploymentConfiguration(
    request.deploymentConfiguration,
    schedulingStrategy,
  )
  checkPlacement(placementConstraints, placementStrategy, launchType, schedulingStrategy)
  checkRegistries(serviceRegistries)
  checkExecuteCommand(enableExecuteCommand, definition, 'created')
  const tags = checkTags(request.tags)
  checkLoadBalancers(loadBalancers, definition, launchType)
  return {
    desiredCount,
    schedulingStrategy,
    deploymentConfiguration,
    loadBalancers,
    serviceRegistries,
    placementConstraints,
    placementStrategy,
    healthCheckGracePeriodSeconds,
    availabilityZoneRebalancing: rebalancing(request, deploymentConfiguration.maximumPercent),
    enableECSManagedTags: request.enableECSManagedTags ?? false,
    enableExecuteCommand,
    propagateTags: request.propagateTags ?? 'NONE',
    roleArn: linkedRoleArn(tx, launch),
    createdBy: callerArn(context),
    createdAtMs: context.now,
    platformVersion: request.platformVersion,
    tags,
  }
}

/** ENABLED unless the service could not have more tasks than it wants, or is a DAEMON. */
function rebalancing(
  request: CreateServiceRequest,
  maximumPercent = 200,
): ServiceRow['availabilityZoneRebalancing'] {
  const { availabilityZoneRebalancing: wanted, schedulingStrategy } = request
  if (schedulingStrategy === 'DAEMON') {
    if (wanted === 'ENABLED')
      throw invalidParameter('Availability Zone Rebalancing does not support DAEMON services.')
    return 'DISABLED'
  }
  return wanted ?? (maximumPercent > 100 ? 'ENABLED' : 'DISABLED')
}

/** The service-linked role, which ECS uses for the network interfaces of awsvpc tasks. */
function linkedRoleArn(tx: Transaction, { networkConfiguration }: LaunchSettings): string | undefined {
  if (!networkConfiguration) return undefined
  return formatArn('iam', '', tx.account, 'role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS')
}
