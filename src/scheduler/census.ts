import type { DeploymentRow } from '../model/ecs/service.ts'
import type { TaskRow } from '../model/ecs/task.ts'
import type { ServiceView } from './service-view.ts'
import { endedByItself, isHealthy, isSick, settlesAtMs } from './task-health.ts'

/** Where a service stands, counted once. */
export interface Census {
  readonly desired: number
  readonly minimum: number
  readonly maximum: number
  /** Tasks that are to run; those below are parts of them. */
  readonly live: readonly TaskRow[]
  /** Of the PRIMARY deployment, and not to be replaced for their health. */
  readonly current: readonly TaskRow[]
  /** Of the PRIMARY deployment, to be replaced for their health. */
  readonly sick: readonly TaskRow[]
  /** Of the PRIMARY deployment, ending without having been RUNNING: what they delay is known when they are STOPPED. */
  readonly failing: number
  /** Of deployments that are being replaced. */
  readonly old: readonly TaskRow[]
  /** How many of all, and of the PRIMARY deployment, are healthy. */
  readonly healthy: number
  readonly healthyCurrent: number
}

/** Counts the tasks of a service against what its deployment configuration allows (spec: LAUNCH §6). */
export function census(view: ServiceView, primary: DeploymentRow): Census {
  const desired = view.service.desiredCount
  const { minimumHealthyPercent = 100, maximumPercent = 200 } = view.service.deploymentConfiguration
  const live = view.tasks.filter((task) => task.desiredStatus === 'RUNNING')
  const own = live.filter((task) => task.deploymentId === primary.id)
  const current = own.filter((task) => !isSick(view, task))
  return {
    desired,
    minimum: Math.ceil((desired * minimumHealthyPercent) / 100),
    maximum: Math.floor((desired * maximumPercent) / 100),
    live,
    current,
    failing: view.tasks.filter((task) => task.deploymentId === primary.id && isFailing(task)).length,
    sick: own.filter((task) => isSick(view, task)),
    old: live.filter((task) => task.deploymentId !== primary.id),
    healthy: live.filter((task) => isHealthy(view, task)).length,
    healthyCurrent: current.filter((task) => isHealthy(view, task)).length,
  }
}

function isFailing(task: TaskRow): boolean {
  return task.startedAtMs === undefined && endedByItself(task)
}

/** How many tasks of the PRIMARY deployment are missing: never more are started in one step. */
export function missingTasks(view: Omit<ServiceView, 'freshIds'>): number {
  const primary = view.deployments.find(({ status }) => status === 'PRIMARY')
  if (!primary || view.service.status !== 'ACTIVE') return 0
  const { desired, current } = census({ ...view, freshIds: [] }, primary)
  return Math.max(0, desired - current.length)
}

/** Whether a task may not be ended by scale-in or a rollout now (UpdateTaskProtection). */
export function isProtected({ now }: ServiceView, { protectedUntilMs }: TaskRow): boolean {
  return protectedUntilMs !== undefined && protectedUntilMs > now
}

/** When time alone will change something about these tasks. */
export function soonest(view: ServiceView, tasks: readonly TaskRow[]): { readonly wakeAtMs?: number } {
  let wakeAtMs: number | undefined
  for (const task of tasks) {
    const times = [settlesAtMs(view, task), isProtected(view, task) ? task.protectedUntilMs : undefined]
    for (const at of times) if (at !== undefined && (wakeAtMs === undefined || at < wakeAtMs)) wakeAtMs = at
  }
  return wakeAtMs === undefined ? {} : { wakeAtMs }
}
