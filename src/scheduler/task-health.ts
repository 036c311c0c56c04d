import type { TaskRow } from '../model/ecs/task.ts'
import type { ServiceView } from './service-view.ts'

/**
 * Whether a task counts towards the healthy ones of a deployment: with a container health check when it says so,
 * without one some time after RUNNING (spec: LAUNCH §6).
 */
export function isHealthy(view: ServiceView, task: TaskRow): boolean {
  if (task.lastStatus !== 'RUNNING' || task.desiredStatus !== 'RUNNING') return false
  if (checksHealth(view, task)) return task.healthStatus === 'HEALTHY'
  return view.now >= (task.startedAtMs ?? view.now) + view.pace.untilHealthyMs
}

/** Whether a task is to be replaced because its containers say they are unhealthy, and its grace period is over. */
export function isSick(view: ServiceView, task: TaskRow): boolean {
  return isUnhealthy(task) && view.now >= graceEndMs(view, task)
}

/** When time alone will change what a task counts as: it becomes healthy, or its grace ends. Undefined: never. */
export function settlesAtMs(view: ServiceView, task: TaskRow): number | undefined {
  if (task.lastStatus !== 'RUNNING' || task.desiredStatus !== 'RUNNING') return undefined
  const at = settlement(view, task)
  return at !== undefined && at > view.now ? at : undefined
}

function settlement(view: ServiceView, task: TaskRow): number | undefined {
  if (isUnhealthy(task)) return graceEndMs(view, task)
  if (task.startedAtMs === undefined || checksHealth(view, task)) return undefined
  return task.startedAtMs + view.pace.untilHealthyMs
}

function isUnhealthy({ lastStatus, desiredStatus, healthStatus }: TaskRow): boolean {
  return lastStatus === 'RUNNING' && desiredStatus === 'RUNNING' && healthStatus === 'UNHEALTHY'
}

function graceEndMs({ service, now }: ServiceView, { startedAtMs = now }: TaskRow): number {
  return startedAtMs + service.healthCheckGracePeriodSeconds * 1000
}

function checksHealth(view: ServiceView, task: TaskRow): boolean {
  const deployment = view.deployments.find(({ id }) => id === task.deploymentId)
  return deployment !== undefined && view.hasHealthCheck(deployment)
}

/** Whether a task ended, or is ending, without anybody having asked for it. */
export function endedByItself({ desiredStatus, stopCode }: TaskRow): boolean {
  return (
    desiredStatus === 'STOPPED' && stopCode !== 'ServiceSchedulerInitiated' && stopCode !== 'UserInitiated'
  )
}
