import type { ListTasksRequest, ListTasksResponse } from '@aws-sdk/client-ecs'
import type { ClusterRow } from '../../../model/ecs/cluster.ts'
import { tasks } from '../../../model/ecs/tables.ts'
import type { TaskRow } from '../../../model/ecs/task.ts'
import type { View } from '../../../model/state.ts'
import type { Operation } from '../../operation.ts'
import { invalidParameter, notImplemented } from './errors.ts'
import { findCluster } from './find-cluster.ts'
import { findService } from './find-service.ts'
import { pageOf } from './page-of.ts'

/** Lists the ARNs of tasks, those that are to be RUNNING unless asked otherwise. */
export const listTasks: Operation<ListTasksRequest, ListTasksResponse> = (tx, request) => {
  const cluster = findCluster(tx, request.cluster)
  if (request.daemonName !== undefined) throw notImplemented('The ECS daemon')
  const { startedBy, serviceName, family } = request
  if (startedBy !== undefined && (serviceName !== undefined || family !== undefined)) {
    throw invalidParameter(
      'When you specify startedBy as the filter, it must be the only filter that you use.',
    )
  }
  const { items, nextToken } = pageOf(arnsOf(tx, cluster, request), request)
  return { taskArns: items, nextToken }
}

function arnsOf(view: View, cluster: ClusterRow, request: ListTasksRequest): string[] {
  const { desiredStatus = 'RUNNING', serviceName, family, startedBy, launchType } = request
  // No task has the desired status PENDING (API reference, ListTasks), and none is on a container instance here.
  if (desiredStatus === 'PENDING' || request.containerInstance !== undefined) return []
  const serviceArn =
    serviceName === undefined ? undefined : findService(view, cluster, serviceName).serviceArn
  const ofFamily = family === undefined ? undefined : `:task-definition/${family}:`
  const arns: string[] = []
  for (const task of candidates(view, cluster, serviceArn, desiredStatus)) {
    if (task.desiredStatus !== desiredStatus) continue
    if (ofFamily !== undefined && !task.taskDefinitionArn.includes(ofFamily)) continue
    if (startedBy !== undefined && task.startedBy !== startedBy) continue
    if (launchType !== undefined && task.launchType !== launchType) continue
    arns.push(task.taskArn)
  }
  return arns
}

function candidates(
  view: View,
  { clusterArn }: ClusterRow,
  serviceArn: string | undefined,
  desiredStatus: string,
): Iterable<TaskRow> {
  if (serviceArn !== undefined) return view.by(tasks, 'service', serviceArn)
  return view.by(tasks, 'desired', `${clusterArn} ${desiredStatus}`)
}
