import type {
  Failure,
  ProtectedTask,
  UpdateTaskProtectionRequest,
  UpdateTaskProtectionResponse,
} from '@aws-sdk/client-ecs'
import { tasks } from '../../../model/ecs/tables.ts'
import type { Operation } from '../../operation.ts'
import { invalidParameter } from './errors.ts'
import { findCluster } from './find-cluster.ts'
import { readTaskArn } from './find-task.ts'
import { protectionView } from './task-protection.ts'

const MAX_TASKS = 10
const DEFAULT_MINUTES = 120
const MAX_MINUTES = 2880

/** Protects tasks of services from scale-in and rollouts for some time, or ends that. */
export const updateTaskProtection: Operation<UpdateTaskProtectionRequest, UpdateTaskProtectionResponse> = (
  tx,
  request,
  context,
) => {
  const cluster = findCluster(tx, request.cluster)
  const { tasks: wanted = [], protectionEnabled, expiresInMinutes = DEFAULT_MINUTES } = request
  if (wanted.length === 0) throw invalidParameter('Tasks cannot be empty.')
  if (wanted.length > MAX_TASKS) throw invalidParameter(`tasks can have at most ${MAX_TASKS} items.`)
  if (expiresInMinutes < 1 || expiresInMinutes > MAX_MINUTES) {
    throw invalidParameter(`expiresInMinutes must be between 1 and ${MAX_MINUTES}.`)
  }
  const protectedUntilMs = protectionEnabled ? context.now + expiresInMinutes * 60_000 : undefined
  const protectedTasks: ProtectedTask[] = []
  const failures: Failure[] = []
  for (const taskArn of wanted.map((task) => readTaskArn(cluster, task))) {
    const row = tx.get(tasks, taskArn)
    if (!row) {
      failures.push({ arn: taskArn, reason: 'MISSING' })
    } else if (row.serviceArn === undefined || row.desiredStatus === 'STOPPED') {
      failures.push({ arn: taskArn, reason: 'TASK_NOT_VALID' })
    } else {
      const changed = { ...row, protectedUntilMs }
      tx.put(tasks, taskArn, changed)
      protectedTasks.push(protectionView(changed, context.now))
    }
  }
  return { protectedTasks, failures }
}
