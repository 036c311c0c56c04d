import type {
  Failure,
  GetTaskProtectionRequest,
  GetTaskProtectionResponse,
  ProtectedTask,
} from '@aws-sdk/client-ecs'
import { services, tasks } from '../../../model/ecs/tables.ts'
import type { TaskRow } from '../../../model/ecs/task.ts'
import type { View } from '../../../model/state.ts'
import type { Operation } from '../../operation.ts'
import { invalidParameter } from './errors.ts'
import { findCluster } from './find-cluster.ts'
import { readTaskArn } from './find-task.ts'
import { protectionView } from './task-protection.ts'

const MAX_TASKS = 100

/** Says which tasks of services may not be ended by scale-in or a rollout. */
export const getTaskProtection: Operation<GetTaskProtectionRequest, GetTaskProtectionResponse> = (
  tx,
  request,
  context,
) => {
  const cluster = findCluster(tx, request.cluster)
  const wanted = request.tasks ?? []
  if (wanted.length > MAX_TASKS) throw invalidParameter(`tasks can have at most ${MAX_TASKS} items.`)
  const protectedTasks: ProtectedTask[] = []
  const failures: Failure[] = []
  const rows =
    wanted.length > 0
      ? wanted.map((task) => readTaskArn(cluster, task))
      : serviceTasks(tx, cluster.clusterArn)
  for (const taskArn of rows) {
    const row = tx.get(tasks, taskArn)
    if (!row) failures.push({ arn: taskArn, reason: 'MISSING' })
    else if (!isOfService(row)) failures.push({ arn: taskArn, reason: 'TASK_NOT_VALID' })
    else protectedTasks.push(protectionView(row, context.now))
  }
  return { protectedTasks, failures }
}

function isOfService(task: TaskRow): boolean {
  return task.serviceArn !== undefined && task.lastStatus !== 'STOPPED'
}

function serviceTasks(view: View, clusterArn: string): string[] {
  const arns: string[] = []
  for (const service of view.by(services, 'active', clusterArn)) {
    for (const task of view.by(tasks, 'service', service.serviceArn)) {
      if (task.lastStatus !== 'STOPPED' && arns.length < MAX_TASKS) arns.push(task.taskArn)
    }
  }
  return arns
}
