import type { Deployment, Service, ServiceConnectServiceResource } from '@aws-sdk/client-ecs'
import { revisionArn } from '../../../model/ecs/new-deployment.ts'
import type { DeploymentRow, LaunchSettings, ServiceRow } from '../../../model/ecs/service.ts'
import { deployments, serviceDeployments, serviceEvents, tasks } from '../../../model/ecs/tables.ts'
import type { View } from '../../../model/state.ts'

/** A deployment with its tasks counted. */
export interface CountedDeployment {
  readonly row: DeploymentRow
  readonly running: number
  readonly pending: number
}

/** The deployments of a service, PRIMARY first, then the newest. Counting costs the same however many tasks there are. */
export function countedDeployments(view: View, serviceArn: string): CountedDeployment[] {
  const counted: CountedDeployment[] = []
  for (const row of view.by(deployments, 'service', serviceArn)) {
    const running = view.countBy(tasks, 'deploymentPhase', `${row.id} running`)
    const pending = view.countBy(tasks, 'deploymentPhase', `${row.id} pending`)
    counted.push({ row, running, pending })
  }
  return counted.sort((a, b) => rank(a.row) - rank(b.row) || b.row.createdAtMs - a.row.createdAtMs)
}

function rank({ status }: DeploymentRow): number {
  return status === 'PRIMARY' ? 0 : 1
}

/** A service as ECS describes it. Tags are left out, not empty, where they were not asked for. */
export function serviceView(view: View, row: ServiceRow, withTags: boolean): Service {
  const counted = countedDeployments(view, row.serviceArn)
  const shown = row.status === 'INACTIVE' ? [] : counted.filter((each) => each.row.status !== 'INACTIVE')
  const primary = counted.find((each) => each.row.status === 'PRIMARY')
  const launch = primary?.row.launch ?? row.launch
  return {
    serviceArn: row.serviceArn,
    serviceName: row.serviceName,
    clusterArn: row.clusterArn,
    loadBalancers: [...row.loadBalancers],
    serviceRegistries: [...row.serviceRegistries],
    status: row.status,
    desiredCount: row.desiredCount,
    runningCount: counted.reduce((sum, { running }) => sum + running, 0),
    pendingCount: counted.reduce((sum, { pending }) => sum + pending, 0),
    ...launchView(launch),
    platformVersion: launch?.platformVersion === undefined ? undefined : (row.platformVersion ?? 'LATEST'),
    taskDefinition: launch?.taskDefinitionArn,
    deploymentConfiguration: row.deploymentConfiguration,
    taskSets: [],
    deployments: shown.map((each) => deploymentView(each, row)),
    roleArn: row.roleArn,
    events: (view.get(serviceEvents, row.serviceArn)?.events ?? []).map(({ id, createdAtMs, message }) => ({
      id,
      createdAt: new Date(createdAtMs),
      message,
    })),
    createdAt: new Date(row.createdAtMs),
    currentServiceDeployment: primary && historyArn(view, primary.row),
    currentServiceRevisions: shown.map(({ row: deployment, running, pending }) => ({
      arn: revisionArn(row.serviceArn, deployment.id),
      requestedTaskCount: desiredOf(deployment, row, running + pending),
      runningTaskCount: running,
      pendingTaskCount: pending,
    })),
    placementConstraints: [...row.placementConstraints],
    placementStrategy: [...row.placementStrategy],
    networkConfiguration: launch?.networkConfiguration && {
      awsvpcConfiguration: launch.networkConfiguration,
    },
    healthCheckGracePeriodSeconds: row.healthCheckGracePeriodSeconds,
    schedulingStrategy: row.schedulingStrategy,
    deploymentController: row.deploymentController,
    tags: withTags ? [...row.tags] : undefined,
    createdBy: row.createdBy,
    enableECSManagedTags: row.enableECSManagedTags,
    propagateTags: row.propagateTags,
    enableExecuteCommand: row.enableExecuteCommand,
    availabilityZoneRebalancing: row.availabilityZoneRebalancing,
    resourceManagementType: 'CUSTOMER',
  }
}

function deploymentView({ row, running, pending }: CountedDeployment, service: ServiceRow): Deployment {
  const { launch } = row
  return {
    id: row.id,
    status: row.status,
    taskDefinition: launch.taskDefinitionArn,
    desiredCount: desiredOf(row, service, running + pending),
    pendingCount: pending,
    runningCount: running,
    failedTasks: row.failedTasks,
    createdAt: new Date(row.createdAtMs),
    updatedAt: new Date(row.updatedAtMs),
    ...launchView(launch),
    platformVersion: launch.platformVersion,
    networkConfiguration: launch.networkConfiguration && { awsvpcConfiguration: launch.networkConfiguration },
    rolloutState: row.rolloutState,
    rolloutStateReason: row.rolloutStateReason,
    serviceConnectConfiguration: launch.serviceConnectConfiguration,
    serviceConnectResources: resourcesOf(launch),
  }
}

/** A deployment that is being replaced wants no more than it still has. */
function desiredOf(row: DeploymentRow, service: ServiceRow, left: number): number {
  return row.status === 'PRIMARY' ? service.desiredCount : left
}

function launchView(
  launch: LaunchSettings | undefined,
): Pick<Service, 'launchType' | 'capacityProviderStrategy' | 'platformFamily'> {
  return {
    launchType: launch?.launchType,
    capacityProviderStrategy: launch?.capacityProviderStrategy
      ? [...launch.capacityProviderStrategy]
      : undefined,
    platformFamily: launch?.platformFamily,
  }
}

function resourcesOf({
  serviceConnectConfiguration,
}: LaunchSettings): ServiceConnectServiceResource[] | undefined {
  if (!serviceConnectConfiguration?.enabled) return undefined
  return (serviceConnectConfiguration.services ?? []).map(({ discoveryName, portName }) => ({
    discoveryName: discoveryName ?? portName,
  }))
}

function historyArn(view: View, deployment: DeploymentRow): string | undefined {
  for (const history of view.by(serviceDeployments, 'deployment', deployment.id))
    return history.serviceDeploymentArn
  return undefined
}
