import type { FreshIds } from '../../aws/operation.ts'
import { printFailure } from '../../failures/print-failure.ts'
import { deployments, services, tasks } from '../../model/ecs/tables.ts'
import type { TaskRow, TaskStatus } from '../../model/ecs/task.ts'
import type { Transaction } from '../../model/state.ts'
import type { Pace } from '../../scheduler/pace.ts'
import { taskEnded, taskRuns } from '../../scheduler/start-failures.ts'
import { become, requestStop } from '../../scheduler/task-transitions.ts'
import { hasHealthCheck } from './has-health-check.ts'
import { recordEvent } from './service-events.ts'
import { attachInterface, detachInterface } from './task-interface.ts'

/** What a write about a task may need beside the rows. */
export interface WriteContext {
  readonly now: number
  readonly pace: Pace
  readonly fresh: FreshIds
}

/** Gives a task its network interface, or the reason why there is none. */
export function writeInterface(tx: Transaction, task: TaskRow, { now, fresh }: WriteContext): void {
  const attached = attachInterface(tx, task, fresh, now)
  if ('failure' in attached) {
    const { text } = printFailure(attached.failure, { launchType: task.launchType })
    tx.put(tasks, task.taskArn, requestStop(task, 'TaskFailedToStart', text, now))
    return
  }
  tx.put(tasks, task.taskArn, { ...task, ...attached, version: task.version + 1 })
}

/** Moves a task on. One that became RUNNING is good news for its deployment. */
export function writeStatus(tx: Transaction, task: TaskRow, status: TaskStatus, { now }: WriteContext): void {
  tx.put(tasks, task.taskArn, become(task, status, now))
  if (status !== 'RUNNING' || task.deploymentId === undefined) return
  const deployment = tx.get(deployments, task.deploymentId)
  const change = deployment && taskRuns(deployment, hasHealthCheck(tx, deployment))
  if (change) tx.put(deployments, deployment.id, { ...deployment, ...change, updatedAtMs: now })
}

/** The last of a task: its interface goes, it is STOPPED, and its deployment hears how it ended. */
export function writeEnd(tx: Transaction, task: TaskRow, { now, pace, fresh }: WriteContext): void {
  detachInterface(tx, task)
  tx.put(tasks, task.taskArn, become(task, 'STOPPED', now))
  const deployment = task.deploymentId === undefined ? undefined : tx.get(deployments, task.deploymentId)
  const service = task.serviceArn === undefined ? undefined : tx.get(services, task.serviceArn)
  if (!deployment || !service) return
  const consequence = taskEnded(deployment, task, service.serviceName, now, pace)
  if (!consequence) return
  tx.put(deployments, deployment.id, { ...deployment, ...consequence.change, updatedAtMs: now })
  for (const event of consequence.events) recordEvent(tx, service.serviceArn, event, fresh.uuid(), now)
}
