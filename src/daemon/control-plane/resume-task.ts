import type { TaskRow } from '../../model/ecs/task.ts'
import type { RecoveredTask } from '../../runtime/contract.ts'
import { reached } from '../../scheduler/advance-task.ts'
import { changeContainer, requestStop } from '../../scheduler/task-transitions.ts'
import { interfaceIdOf } from './task-interface.ts'
import type { TaskMemory } from './task-memory.ts'

/**
 * Takes up a task that was not STOPPED when the last daemon ended: what the runtime found is put beside its row. A
 * task that had begun to run and is found no more has lost its containers; one that had not begins again.
 */
export function resumeTask(
  task: TaskRow,
  found: RecoveredTask | undefined,
  memory: TaskMemory,
  { simulated, now }: { readonly simulated: boolean; readonly now: number },
): TaskRow {
  if (interfaceIdOf(task) !== undefined) memory.interface = 'attached'
  if (found) return foundAgain(task, found, memory)
  if (simulated) {
    for (const { name, lastStatus } of task.containers)
      if (lastStatus !== 'PENDING') memory.starting.add(name)
    if (reached(task, 'ACTIVATING')) {
      memory.preparation = 'done'
      memory.sandbox = 'ready'
    }
    return task
  }
  const begun = task.containers.some(({ lastStatus }) => lastStatus === 'RUNNING')
  if (!begun) return reached(task, 'ACTIVATING') ? endedWhileStarting(task, now) : task
  memory.preparation = 'done'
  memory.sandbox = 'removed'
  const ended = task.containers.reduce(
    (row, { name }) => changeContainer(row, name, { lastStatus: 'STOPPED', finishedAtMs: now }),
    task,
  )
  return requestStop(
    ended,
    'TaskFailedToStart',
    'InternalError: the task was gone when seatrial started again',
    now,
  )
}

function foundAgain(task: TaskRow, found: RecoveredTask, memory: TaskMemory): TaskRow {
  memory.preparation = 'done'
  memory.sandbox = 'ready'
  let row = task
  for (const container of found.containers) {
    const { name, runtimeId, state, exitCode, oomKilled, health, startedAtMs, finishedAtMs } = container
    memory.starting.add(name)
    const known = task.containers.find((candidate) => candidate.name === name)
    if (!known || known.lastStatus === 'STOPPED') continue
    if (state === 'running') {
      row = changeContainer(row, name, {
        lastStatus: 'RUNNING',
        runtimeId,
        healthStatus: health,
        startedAtMs,
      })
    } else {
      const reason = oomKilled ? 'OutOfMemoryError: Container killed due to memory usage' : undefined
      row = changeContainer(row, name, {
        lastStatus: 'STOPPED',
        runtimeId,
        exitCode,
        reason,
        startedAtMs,
        finishedAtMs,
      })
    }
  }
  return row
}

/** A task whose sandbox was on its way but had no container yet cannot go back: it ends, and its service starts another. */
function endedWhileStarting(task: TaskRow, now: number): TaskRow {
  return requestStop(
    task,
    'TaskFailedToStart',
    'InternalError: seatrial ended while the task was starting',
    now,
  )
}
