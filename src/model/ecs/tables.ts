import { regionTable } from '../state.ts'
import type { AccountSettingRow } from './account-setting.ts'
import type { CapacityProviderRow } from './capacity-provider.ts'
import type { ClusterRow } from './cluster.ts'
import type { ServiceDeploymentRow, ServiceRevisionRow } from './service-deployment.ts'
import type { DeploymentRow, ServiceEventRow, ServiceRow } from './service.ts'
import type { TaskDefinitionFamilyRow, TaskDefinitionRow } from './task-definition.ts'
import type { TaskRow } from './task.ts'
import { taskPhase } from './task-phase.ts'

/** Clusters by name. */
export const clusters = regionTable<ClusterRow>('ecs.clusters')

/** Capacity providers over Auto Scaling groups, by name. */
export const capacityProviders = regionTable<CapacityProviderRow>('ecs.capacityProviders')

/** Account settings by `name principalArn`. */
export const accountSettings = regionTable<AccountSettingRow>('ecs.accountSettings')

/** Task definition revisions by `family:revision`. */
export const taskDefinitions = regionTable<TaskDefinitionRow, 'family'>('ecs.taskDefinitions', {
  family: (row) => row.family,
})

/** Families of task definitions, by name; kept when their revisions are gone. */
export const taskDefinitionFamilies = regionTable<TaskDefinitionFamilyRow>('ecs.taskDefinitionFamilies')

/** Services by ARN. `active` has those with status ACTIVE, by cluster ARN. */
export const services = regionTable<ServiceRow, 'cluster' | 'active'>('ecs.services', {
  cluster: (row) => row.clusterArn,
  active: (row) => (row.status === 'ACTIVE' ? row.clusterArn : undefined),
})

/** Deployments by id (`ecs-svc/…`). */
export const deployments = regionTable<DeploymentRow, 'service'>('ecs.deployments', {
  service: (row) => row.serviceArn,
})

/** Service revisions by ARN. */
export const serviceRevisions = regionTable<ServiceRevisionRow, 'service'>('ecs.serviceRevisions', {
  service: (row) => row.serviceArn,
})

/** Service deployments by ARN. */
export const serviceDeployments = regionTable<ServiceDeploymentRow, 'service' | 'deployment'>(
  'ecs.serviceDeployments',
  {
    service: (row) => row.serviceArn,
    deployment: (row) => row.deploymentId,
  },
)

/** The latest events of a service, by service ARN. One row per service: events are appended and cut off together. */
export const serviceEvents = regionTable<ServiceEventRow>('ecs.serviceEvents')

/**
 * Tasks by ARN. `desired` is `clusterArn desiredStatus`, for listings; `clusterPhase` is `clusterArn launchType phase`
 * and `deploymentPhase` is `deploymentId phase`, for counts that must not look at every task; `clientToken` is
 * `clusterArn clientToken`.
 */
export const tasks = regionTable<
  TaskRow,
  'cluster' | 'service' | 'live' | 'desired' | 'clusterPhase' | 'deploymentPhase' | 'clientToken'
>('ecs.tasks', {
  cluster: (row) => row.clusterArn,
  service: (row) => row.serviceArn,
  live: (row) => (row.lastStatus === 'STOPPED' ? undefined : 'live'),
  desired: (row) => `${row.clusterArn} ${row.desiredStatus}`,
  clusterPhase: (row) => {
    const phase = taskPhase(row.lastStatus)
    return phase && `${row.clusterArn} ${row.launchType} ${phase}`
  },
  deploymentPhase: (row) => {
    const phase = row.deploymentId === undefined ? undefined : taskPhase(row.lastStatus)
    return phase && `${row.deploymentId} ${phase}`
  },
  clientToken: (row) => (row.clientToken === undefined ? undefined : `${row.clusterArn} ${row.clientToken}`),
})
