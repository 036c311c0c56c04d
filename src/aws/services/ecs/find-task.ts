import type { ClusterRow } from '../../../model/ecs/cluster.ts'
import type { TaskRow } from '../../../model/ecs/task.ts'
import { tasks } from '../../../model/ecs/tables.ts'
import type { View } from '../../../model/state.ts'
import { invalidParameter } from './errors.ts'
import { readIdentifier } from './identifier.ts'

/** Task ids are 32 hexadecimal digits; the UUIDs of old accounts have 36 characters. */
const idLengths: ReadonlySet<number> = new Set([32, 36])

/** The ARN of the task that a request means in this cluster. Throws where it cannot be a task's. */
export function readTaskArn(cluster: ClusterRow, task: string): string {
  const { name, cluster: named } = readIdentifier(task, 'task')
  if (!idLengths.has(name.length)) throw invalidParameter('taskId length should be one of [32,36]')
  if (named !== undefined && named !== cluster.clusterName) {
    throw invalidParameter(
      `Invalid identifier: Identifier is for cluster ${named}. Your cluster is ${cluster.clusterName}`,
    )
  }
  if (task.startsWith('arn:') && named !== undefined) return task
  return `${cluster.clusterArn.replace(':cluster/', ':task/')}/${name}`
}

/** The task that a request means. Throws where there is none. */
export function findTask(view: View, cluster: ClusterRow, task: string): TaskRow {
  const row = view.get(tasks, readTaskArn(cluster, task))
  if (!row) throw invalidParameter('The referenced task was not found.')
  return row
}
