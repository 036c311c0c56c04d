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

/** When a RUNNING task will count as healthy by time alone; undefined where time does not decide, or has. */
export function settlesAtMs(view: ServiceView, task: TaskRow): number | undefined {
  if (task.lastStatus !== 'RUNNING' || task.startedAtMs === undefined || checksHealth(view, task))
    return undefined
  const at = task.startedAtMs + view.pace.untilHealthyMs
  return at > view.now ? at : undefined
}

function checksHealth(view: ServiceView, task: TaskRow): boolean {
  const deployment = view.deployments.find(({ id }) => id === task.deploymentId)
  return deployment !== undefined && view.hasHealthCheck(deployment)
}
