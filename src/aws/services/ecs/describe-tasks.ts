import type { DescribeTasksRequest, DescribeTasksResponse, Failure, Task } from '@aws-sdk/client-ecs'
import { tasks } from '../../../model/ecs/tables.ts'
import type { Operation } from '../../operation.ts'
import { invalidParameter } from './errors.ts'
import { findCluster } from './find-cluster.ts'
import { readTaskArn } from './find-task.ts'
import { taskView } from './task-view.ts'

const MAX_TASKS = 100

/** Describes tasks by id or ARN; those that do not exist are failures, not errors. */
export const describeTasks: Operation<DescribeTasksRequest, DescribeTasksResponse> = (tx, request) => {
  const cluster = findCluster(tx, request.cluster)
  const wanted = request.tasks ?? []
  if (wanted.length === 0) throw invalidParameter('Tasks cannot be empty.')
  if (wanted.length > MAX_TASKS) throw invalidParameter(`tasks can have at most ${MAX_TASKS} items.`)
  const withTags = request.include?.includes('TAGS') ?? false
  const found: Task[] = []
  const failures: Failure[] = []
  for (const taskArn of new Set(wanted.map((task) => readTaskArn(cluster, task)))) {
    const row = tx.get(tasks, taskArn)
    if (row) found.push(taskView(row, withTags))
    else failures.push({ arn: taskArn, reason: 'MISSING' })
  }
  return { tasks: found, failures }
}
