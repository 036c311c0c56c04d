import type { DeploymentRow } from '../model/ecs/service.ts'
import type { TaskRow } from '../model/ecs/task.ts'
import type { Failure } from '../model/verdict.ts'
import { failedDeployment, hasFailed } from './circuit-breaker.ts'
import { isHealthy, settlesAtMs } from './task-health.ts'
import type { ServiceAction, ServiceView, Step } from './service-view.ts'

/** Decides what one service needs next. Same view, same step: a bug report is a view, its fix is a case. */
export function reconcileService(view: ServiceView): Step {
  if (view.service.status === 'INACTIVE') return { actions: [], reason: { kind: 'closed' } }
  if (view.service.status === 'DRAINING') return drain(view)
  const primary = view.deployments.find((deployment) => deployment.status === 'PRIMARY')
  if (!primary) return { actions: [], reason: { kind: 'stalled' } }
  if (hasFailed(view, primary)) return failedDeployment(view, primary)
  return roll(view, primary)
}

/** A deleted service: its tasks go, then it does. */
function drain(view: ServiceView): Step {
  const running = view.tasks.filter((task) => task.desiredStatus === 'RUNNING')
  const actions = running.length > 0 ? stopping(view, running) : []
  if (view.tasks.length > 0) return { actions, reason: { kind: 'draining', left: view.tasks.length } }
  return { actions: [{ kind: 'close-service' }], reason: { kind: 'closed' } }
}

function roll(view: ServiceView, primary: DeploymentRow): Step {
  const sick = replaceUnhealthy(view)
  if (sick) return sick
  const count = census(view, primary)
  const excess = count.current.length - count.desired
  if (excess > 0) {
    const actions = stopping(view, leastUseful(view, count.current, excess))
    return { actions, reason: { kind: 'above-desired-count', excess } }
  }
  const replaced = stopOld(view, count)
  if (replaced) return replaced
  if (count.current.length < count.desired) return startMissing(view, primary, count)
  return settle(view, primary, count)
}

/** Tasks whose containers say they are unhealthy are replaced, once their grace period is over. */
function replaceUnhealthy(view: ServiceView): Step | undefined {
  const graceMs = view.service.healthCheckGracePeriodSeconds * 1000
  const sick = view.tasks.filter(
    ({ lastStatus, desiredStatus, healthStatus, startedAtMs = view.now }) =>
      lastStatus === 'RUNNING' &&
      desiredStatus === 'RUNNING' &&
      healthStatus === 'UNHEALTHY' &&
      view.now >= startedAtMs + graceMs,
  )
  if (sick.length === 0) return undefined
  const taskArns = sick.map((task) => task.taskArn)
  const events = sick.map((task): ServiceAction => {
    const facts = { service: view.service.serviceName, taskId: task.taskId }
    return { kind: 'record-event', event: { code: 'service-health-checks-failed', facts } }
  })
  return {
    actions: [
      { kind: 'stop-tasks', taskArns, reason: { code: 'health-checks-failed', facts: {} } },
      ...events,
    ],
    reason: { kind: 'unhealthy', tasks: sick.length },
  }
}

/** Where a service stands, counted once. */
interface Census {
  readonly desired: number
  readonly minimum: number
  readonly maximum: number
  readonly live: readonly TaskRow[]
  readonly current: readonly TaskRow[]
  readonly old: readonly TaskRow[]
  readonly healthy: number
  readonly healthyCurrent: number
}

function census(view: ServiceView, primary: DeploymentRow): Census {
  const desired = view.service.desiredCount
  const { minimumHealthyPercent = 100, maximumPercent = 200 } = view.service.deploymentConfiguration
  const live = view.tasks.filter((task) => task.desiredStatus === 'RUNNING')
  const current = live.filter((task) => task.deploymentId === primary.id)
  const old = live.filter((task) => task.deploymentId !== primary.id)
  return {
    desired,
    minimum: Math.ceil((desired * minimumHealthyPercent) / 100),
    maximum: Math.floor((desired * maximumPercent) / 100),
    live,
    current,
    old,
    healthy: live.filter((task) => isHealthy(view, task)).length,
    healthyCurrent: current.filter((task) => isHealthy(view, task)).length,
  }
}

/** Old tasks go as far as the minimum allows; those that are not healthy anyway go first and freely. */
function stopOld(view: ServiceView, count: Census): Step | undefined {
  if (count.old.length === 0) return undefined
  const unhealthy = count.old.filter((task) => !isHealthy(view, task))
  const spare = Math.max(0, count.healthy - count.minimum)
  const healthy = count.old.filter((task) => isHealthy(view, task)).slice(0, spare)
  // A rollout that has produced nothing healthy yet keeps what is starting of the old one, unless it needs the room.
  const free = count.healthyCurrent > 0 || count.desired === 0 || count.live.length >= count.maximum
  const going = [...(free ? unhealthy : []), ...healthy]
  if (going.length === 0) return undefined
  return { actions: stopping(view, going), reason: { kind: 'replacing', old: count.old.length } }
}

function startMissing(view: ServiceView, primary: DeploymentRow, count: Census): Step {
  const missing = count.desired - count.current.length
  const room = Math.max(0, count.maximum - count.live.length)
  const starting = Math.min(missing, room)
  if (starting === 0) return noRoom(view, primary, count)
  if (view.now < primary.notBeforeMs) {
    const reason = { kind: 'throttled', untilMs: primary.notBeforeMs } as const
    return { actions: [], reason, wakeAtMs: primary.notBeforeMs }
  }
  const failure = view.launchFailure(primary)
  if (failure) return cannotLaunch(view, primary, failure)
  const taskIds = view.freshIds.slice(0, starting)
  const tasks = taskIds.map((id) => `(task ${id})`).join(' ')
  const event = {
    code: 'service-started-tasks',
    facts: { service: view.service.serviceName, count: taskIds.length, tasks },
  }
  return {
    actions: [
      { kind: 'start-tasks', deploymentId: primary.id, taskIds },
      { kind: 'record-event', event },
      ...unsettle(primary),
    ],
    reason: { kind: 'below-desired-count', missing },
  }
}

/** No task comes into being: ECS says why in an event, and tries again at increasing intervals. */
function cannotLaunch(view: ServiceView, primary: DeploymentRow, failure: Failure): Step {
  const startFailures = primary.startFailures + 1
  const notBeforeMs = view.now + view.pace.throttleMs(startFailures + 1) + view.pace.retryLaunchMs
  const event = { ...failure, facts: { ...failure.facts, service: view.service.serviceName } }
  const change = { startFailures, failedTasks: primary.failedTasks + 1, notBeforeMs }
  return {
    actions: [
      { kind: 'record-event', event },
      { kind: 'change-deployment', id: primary.id, change },
      ...unsettle(primary),
    ],
    reason: { kind: 'cannot-launch' },
    wakeAtMs: notBeforeMs,
  }
}

/** Neither a start nor a stop is possible: said once, unless tasks on their way will still change that. */
function noRoom(view: ServiceView, primary: DeploymentRow, count: Census): Step {
  const wakeAtMs = soonest(view, count.live)
  if (wakeAtMs !== undefined || count.live.some((task) => task.lastStatus !== 'RUNNING')) {
    return { actions: [], reason: { kind: 'waiting-for-health', starting: 0 }, wakeAtMs }
  }
  const event = { code: 'service-deployment-stuck', facts: { service: view.service.serviceName } }
  const said = primary.rolloutStateReason === noRoomReason
  const actions: ServiceAction[] = said
    ? []
    : [
        { kind: 'record-event', event },
        { kind: 'change-deployment', id: primary.id, change: { rolloutStateReason: noRoomReason } },
      ]
  return { actions, reason: { kind: 'no-room', maximum: count.maximum } }
}

const noRoomReason = 'ECS deployment can neither stop nor start tasks.'

/** All tasks are there: the deployment completes when they are healthy and nothing old is left. */
function settle(view: ServiceView, primary: DeploymentRow, count: Census): Step {
  if (count.healthyCurrent < count.desired || count.old.length > 0) {
    const starting = count.desired - count.healthyCurrent
    const wakeAtMs = soonest(view, count.live)
    return { actions: unsettle(primary), reason: { kind: 'waiting-for-health', starting }, wakeAtMs }
  }
  const leftOver = view.deployments.filter((deployment) => deployment.id !== primary.id)
  const gone = leftOver.filter(
    (deployment) => !view.tasks.some((task) => task.deploymentId === deployment.id),
  )
  const actions: ServiceAction[] = gone.map((deployment) => ({
    kind: 'delete-deployment',
    id: deployment.id,
  }))
  if (primary.rolloutState !== 'COMPLETED') actions.push(...complete(view, primary))
  if (!primary.steady) {
    actions.push(
      {
        kind: 'record-event',
        event: { code: 'service-steady', facts: { service: view.service.serviceName } },
      },
      { kind: 'change-deployment', id: primary.id, change: { steady: true } },
    )
  }
  return { actions, reason: { kind: 'steady' } }
}

function complete(view: ServiceView, primary: DeploymentRow): ServiceAction[] {
  const facts = { service: view.service.serviceName, deploymentId: primary.id }
  const change = {
    rolloutState: 'COMPLETED',
    rolloutStateReason: `ECS deployment ${primary.id} completed.`,
    startFailures: 0,
  } as const
  return [
    { kind: 'change-deployment', id: primary.id, change },
    { kind: 'record-event', event: { code: 'deployment-completed', facts } },
  ]
}

function unsettle(primary: DeploymentRow): ServiceAction[] {
  return primary.steady ? [{ kind: 'change-deployment', id: primary.id, change: { steady: false } }] : []
}

function stopping(view: ServiceView, tasks: readonly TaskRow[]): ServiceAction[] {
  const byDeployment = new Map<string, TaskRow[]>()
  for (const task of tasks) {
    const id = task.deploymentId ?? ''
    byDeployment.set(id, [...(byDeployment.get(id) ?? []), task])
  }
  const actions = [...byDeployment].map(([deployment, stopped]): ServiceAction => {
    const taskArns = stopped.map((task) => task.taskArn)
    return {
      kind: 'stop-tasks',
      taskArns,
      reason: { code: 'scaled-in', facts: { deploymentId: deployment } },
    }
  })
  const list = tasks.map((task) => `(task ${task.taskId})`).join(' ')
  const facts = { service: view.service.serviceName, count: tasks.length, tasks: list }
  return [...actions, { kind: 'record-event', event: { code: 'service-stopped-tasks', facts } }]
}

/** Which tasks a smaller desired count ends: those that are not healthy yet, then the newest. */
function leastUseful(view: ServiceView, tasks: readonly TaskRow[], count: number): TaskRow[] {
  const rank = (task: TaskRow): number => (isHealthy(view, task) ? 1 : 0)
  return tasks.toSorted((a, b) => rank(a) - rank(b) || b.createdAtMs - a.createdAtMs).slice(0, count)
}

function soonest(view: ServiceView, tasks: readonly TaskRow[]): number | undefined {
  const times = tasks.flatMap((task) => settlesAtMs(view, task) ?? [])
  return times.length > 0 ? Math.min(...times) : undefined
}
