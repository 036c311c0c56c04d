import type { TaskContainer, TaskRow } from '../../model/ecs/task.ts'
import type { ContainerCondition, RecoveredTask } from '../../runtime/contract.ts'
import { reached } from '../../scheduler/task-states.ts'
import { changeContainer, requestStop } from '../../scheduler/task-transitions.ts'
import { interfaceIdOf } from './task-interface.ts'
import type { TaskMemory } from './task-memory.ts'

/** A task taken up again: its row, and the containers that ended while nobody was there. */
export interface ResumedTask {
  readonly task: TaskRow
  readonly ended: readonly ContainerCondition[]
}

/**
 * Takes up a task that was not STOPPED when the last daemon ended: what the runtime found is put beside its row. A
 * task that had begun to run and is found no more has lost its containers; one that had not begins again.
 */
export function resumeTask(
  task: TaskRow,
  found: RecoveredTask | undefined,
  memory: TaskMemory,
  now: number,
): ResumedTask {
  if (interfaceIdOf(task) !== undefined) memory.interface = 'attached'
  if (found) return foundAgain(task, found, memory, now)
  if (!reached(task, 'ACTIVATING')) return { task, ended: [] }
  // What it left on this machine is still to be removed.
  memory.preparation = 'done'
  memory.sandbox = 'ready'
  const begun = task.containers.some(({ lastStatus }) => lastStatus !== 'PENDING')
  const reason = begun
    ? 'the task was gone when seatrial started again'
    : 'seatrial ended while the task was starting'
  return { task: endTask(task, reason, now), ended: [] }
}

/** Ends a task whose containers are gone without a word: a fault of the machine's, not of its own. */
export function endTask(task: TaskRow, detail: string, now: number): TaskRow {
  const ended = task.containers.reduce((row, container) => lost(row, container, now), task)
  const stopCode = task.startedAtMs === undefined ? 'TaskFailedToStart' : 'InfrastructureHealth'
  return requestStop(ended, stopCode, `InternalError: ${detail}`, now)
}

function lost(task: TaskRow, { name, lastStatus }: TaskContainer, finishedAtMs: number): TaskRow {
  if (lastStatus !== 'RUNNING') return task
  return changeContainer(task, name, { lastStatus: 'STOPPED', finishedAtMs })
}

function foundAgain(task: TaskRow, found: RecoveredTask, memory: TaskMemory, now: number): ResumedTask {
  memory.preparation = 'done'
  memory.sandbox = 'ready'
  const ended: ContainerCondition[] = []
  let row = task
  for (const container of task.containers) {
    const condition = found.containers.find(({ name }) => name === container.name)
    if (container.lastStatus !== 'PENDING' || condition) memory.started.add(container.name)
    if (container.lastStatus === 'STOPPED') continue
    if (!condition) {
      row = lost(row, container, now)
      continue
    }
    const { runtimeId, health, startedAtMs } = condition
    row = changeContainer(row, container.name, {
      lastStatus: 'RUNNING',
      runtimeId,
      healthStatus: health,
      startedAtMs,
    })
    if (condition.state === 'stopped') ended.push(condition)
  }
  return { task: row, ended }
}
