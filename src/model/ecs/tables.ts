import type { ClusterRow } from './cluster.ts'
import type { DeploymentRow, ServiceEventRow, ServiceRow } from './service.ts'
import type { TaskDefinitionRow } from './task-definition.ts'
import type { TaskRow } from './task.ts'
import { regionTable } from '../state.ts'

/** Clusters by name. */
export const clusters = regionTable<ClusterRow>('ecs.clusters')

/** Task definition revisions by `family:revision`. */
export const taskDefinitions = regionTable<TaskDefinitionRow, 'family'>('ecs.taskDefinitions', {
  family: (row) => row.family,
})

/** Services by ARN. */
export const services = regionTable<ServiceRow, 'cluster'>('ecs.services', {
  cluster: (row) => row.clusterArn,
})

/** Deployments by id (`ecs-svc/…`). */
export const deployments = regionTable<DeploymentRow, 'service'>('ecs.deployments', {
  service: (row) => row.serviceArn,
})

/** The latest events of a service, by service ARN. One row per service: events are appended and cut off together. */
export const serviceEvents = regionTable<ServiceEventRow>('ecs.serviceEvents')

/** Tasks by ARN. `family` is the family of the task definition in force. */
export const tasks = regionTable<TaskRow, 'cluster' | 'service' | 'live'>('ecs.tasks', {
  cluster: (row) => row.clusterArn,
  service: (row) => row.serviceArn,
  live: (row) => (row.lastStatus === 'STOPPED' ? undefined : 'live'),
})
