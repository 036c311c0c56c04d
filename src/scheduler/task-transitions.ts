import type { HealthStatus, TaskStopCode } from '@aws-sdk/client-ecs'
import type { TaskContainer, TaskRow, TaskStatus } from '../model/ecs/task.ts'

/** Moves a task to a later state, with the timestamps that come with it (spec: LAUNCH §2). */
export function become(task: TaskRow, status: TaskStatus, now: number): TaskRow {
  const moved = { ...task, lastStatus: status, version: task.version + 1 }
  switch (status) {
    case 'PENDING':
      return {
        ...moved,
        connectivity: 'CONNECTED',
        connectivityAtMs: now,
        attachments: attached(task, 'ATTACHED'),
      }
    case 'RUNNING':
      return { ...moved, startedAtMs: now }
    case 'DEPROVISIONING':
      return { ...moved, executionStoppedAtMs: task.executionStoppedAtMs ?? now }
    case 'STOPPED':
      return {
        ...moved,
        stoppedAtMs: now,
        attachments: attached(task, 'DELETED'),
        containers: closed(task, now),
      }
    default:
      return moved
  }
}

/** Asks a task to stop. The first to ask gives the reason that stays. */
export function requestStop(
  task: TaskRow,
  stopCode: TaskStopCode,
  stoppedReason: string,
  now: number,
): TaskRow {
  if (task.desiredStatus === 'STOPPED') return task
  return {
    ...task,
    desiredStatus: 'STOPPED',
    stopCode,
    stoppedReason,
    stoppingAtMs: now,
    version: task.version + 1,
  }
}

/** Replaces what is known of one container; the task's health is that of its essential containers together. */
export function changeContainer(task: TaskRow, name: string, change: Partial<TaskContainer>): TaskRow {
  const containers = task.containers.map((container) =>
    container.name === name ? withAgents({ ...container, ...change }) : container,
  )
  return { ...task, containers, healthStatus: taskHealth(containers), version: task.version + 1 }
}

/** UNHEALTHY over UNKNOWN over HEALTHY, over the essential containers that have a check. */
function taskHealth(containers: readonly TaskContainer[]): HealthStatus {
  const checked = containers.filter(({ essential, checksHealth }) => essential && checksHealth)
  if (checked.some(({ healthStatus }) => healthStatus === 'UNHEALTHY')) return 'UNHEALTHY'
  return checked.length > 0 && checked.every(({ healthStatus }) => healthStatus === 'HEALTHY')
    ? 'HEALTHY'
    : 'UNKNOWN'
}

function attached(task: TaskRow, status: string): TaskRow['attachments'] {
  return task.attachments.map((attachment) => ({ ...attachment, status }))
}

/** A container that never ran ends with its task. */
function closed(task: TaskRow, now: number): TaskContainer[] {
  return task.containers.map((container) =>
    container.lastStatus === 'STOPPED'
      ? container
      : withAgents({ ...container, lastStatus: 'STOPPED', finishedAtMs: now }),
  )
}

/** The agent of execute command comes and goes with its container. */
function withAgents(container: TaskContainer): TaskContainer {
  const { managedAgents, lastStatus } = container
  if (managedAgents === undefined) return container
  return { ...container, managedAgents: managedAgents.map((agent) => ({ ...agent, lastStatus })) }
}
