import type { StopTaskRequest, StopTaskResponse } from '@aws-sdk/client-ecs'
import { tasks } from '../../../model/ecs/tables.ts'
import { requestStop } from '../../../scheduler/task-transitions.ts'
import type { Operation } from '../../operation.ts'
import { invalidParameter } from './errors.ts'
import { findCluster } from './find-cluster.ts'
import { findTask } from './find-task.ts'
import { taskView } from './task-view.ts'

const MAX_REASON = 1024

/** Asks a task to stop. One that stops already, or has, is answered as it is: the first reason stays. */
export const stopTask: Operation<StopTaskRequest, StopTaskResponse> = (tx, request, context) => {
  const task = findTask(tx, findCluster(tx, request.cluster), request.task ?? '')
  const { reason = '' } = request
  if (reason.length > MAX_REASON) throw invalidParameter(`reason longer than ${MAX_REASON}.`)
  const stopping = requestStop(task, 'UserInitiated', reason || 'Task stopped by user', context.now)
  if (stopping !== task) tx.put(tasks, task.taskArn, stopping)
  return { task: taskView(stopping, true) }
}
