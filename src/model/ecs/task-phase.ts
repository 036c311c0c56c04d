import type { TaskStatus } from './task.ts'

/** What ECS counts a task as: its `pendingCount` takes in every state before RUNNING, its `runningCount` RUNNING alone. */
export type TaskPhase = 'pending' | 'running' | 'stopping'

const phases: Readonly<Record<TaskStatus, TaskPhase | undefined>> = {
  PROVISIONING: 'pending',
  PENDING: 'pending',
  ACTIVATING: 'pending',
  RUNNING: 'running',
  DEACTIVATING: 'stopping',
  STOPPING: 'stopping',
  DEPROVISIONING: 'stopping',
  STOPPED: undefined,
}

/** The phase of a task by its `lastStatus`; undefined for one that is STOPPED, which nothing counts. */
export function taskPhase(lastStatus: TaskStatus): TaskPhase | undefined {
  return phases[lastStatus]
}
