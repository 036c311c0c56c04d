import { taskStatuses, type TaskRow, type TaskStatus } from '../model/ecs/task.ts'

/** Whether a task is at this state or beyond it. */
export function reached(task: Pick<TaskRow, 'lastStatus'>, status: TaskStatus): boolean {
  return taskStatuses.indexOf(task.lastStatus) >= taskStatuses.indexOf(status)
}
