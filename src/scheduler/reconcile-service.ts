import type { DeploymentRow } from '../model/ecs/service.ts'
import type { Failure } from '../model/verdict.ts'
import { census, soonest, type Census } from './census.ts'
import { failedDeployment, hasFailed } from './circuit-breaker.ts'
import type { ServiceAction, ServiceView, Step } from './service-view.ts'
import { scaleIn, stopExcess, stopOld, stopSick } from './stop-tasks.ts'

/** Decides what one service needs next. Same view, same step: a bug report is a view, its fix is a case. */
export function reconcileService(view: ServiceView): Step {
  if (view.service.status === 'INACTIVE') return { actions: [], reason: { kind: 'closed' } }
  if (view.service.status === 'DRAINING') return drain(view)
  const primary = view.deployments.find((deployment) => deployment.status === 'PRIMARY')
  if (!primary) return { actions: [], reason: { kind: 'stalled' } }
  const tidied = tidy(view, primary)
  if (tidied) return tidied
  if (hasFailed(view, primary)) return failedDeployment(view, primary)
  return roll(view, primary)
}

/** A deleted service: its tasks go, then it does. */
function drain(view: ServiceView): Step {
  const running = view.tasks.filter((task) => task.desiredStatus === 'RUNNING')
  const actions = running.length > 0 ? scaleIn(view, running) : []
  if (view.tasks.length > 0) return { actions, reason: { kind: 'draining', left: view.tasks.length } }
  return { actions: [{ kind: 'close-service' }], reason: { kind: 'closed' } }
}

/**
 * Deployments that were replaced and have no task left are not shown any more. Until the present one has completed,
 * the last that did is kept for a rollback.
 */
function tidy(view: ServiceView, primary: DeploymentRow): Step | undefined {
  const others = view.deployments.filter(({ id }) => id !== primary.id)
  const empty = others.filter(({ id }) => !view.tasks.some(({ deploymentId }) => deploymentId === id))
  const kept =
    primary.rolloutState === 'COMPLETED'
      ? undefined
      : others.find(({ rolloutState }) => rolloutState === 'COMPLETED')
  const actions = empty.flatMap((deployment): ServiceAction[] => {
    const { id, status } = deployment
    if (deployment !== kept) return [{ kind: 'delete-deployment', id }]
    return status === 'ACTIVE' ? [{ kind: 'change-deployment', id, change: { status: 'INACTIVE' } }] : []
  })
  return actions.length > 0
    ? { actions, reason: { kind: 'replaced', deployments: actions.length } }
    : undefined
}

function roll(view: ServiceView, primary: DeploymentRow): Step {
  const count = census(view, primary)
  if (count.healthyCurrent > 0 && primary.failedTasks > 0 && view.hasHealthCheck(primary))
    return foundHealthy(primary)
  const excess = count.current.length - count.desired
  if (excess > 0) return stopExcess(view, count.current, excess)
  return (
    stopSick(view, primary, count) ??
    stopOld(view, count) ??
    (count.current.length < count.desired ? startMissing(view, primary, count) : settle(view, primary, count))
  )
}

/** A healthy task ends the row of failed ones. */
function foundHealthy({ id }: DeploymentRow): Step {
  return {
    actions: [{ kind: 'change-deployment', id, change: { failedTasks: 0 } }],
    reason: { kind: 'waiting-for-health', starting: 0 },
  }
}

function startMissing(view: ServiceView, primary: DeploymentRow, count: Census): Step {
  const missing = count.desired - count.current.length
  const room = Math.max(0, count.maximum - count.live.length)
  if (room === 0) return noRoom(view, count)
  const starting = Math.min(missing - count.failing, room)
  if (starting <= 0) {
    const reason = { kind: 'failing', tasks: count.failing } as const
    return { actions: unsettle(primary), reason, ...soonest(view, count.live) }
  }
  if (view.now < primary.notBeforeMs) {
    const { wakeAtMs = Infinity } = soonest(view, count.live)
    const reason = { kind: 'throttled', untilMs: primary.notBeforeMs } as const
    return { actions: unsettle(primary), reason, wakeAtMs: Math.min(wakeAtMs, primary.notBeforeMs) }
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
function noRoom(view: ServiceView, count: Census): Step {
  const waking = soonest(view, count.live)
  const starting = count.live.length - count.healthy
  if (waking.wakeAtMs !== undefined || starting > 0)
    return { actions: [], reason: { kind: 'waiting-for-health', starting }, ...waking }
  const event = { code: 'service-deployment-stuck', facts: { service: view.service.serviceName } }
  const actions: ServiceAction[] = view.saidLately(event) ? [] : [{ kind: 'record-event', event }]
  return { actions, reason: { kind: 'no-room', maximum: count.maximum } }
}

/** All tasks are there: the deployment completes when they are healthy and nothing old is left. */
function settle(view: ServiceView, primary: DeploymentRow, count: Census): Step {
  const waking = soonest(view, count.live)
  if (count.healthyCurrent < count.desired || count.old.length + count.sick.length > 0) {
    const starting = count.desired - count.healthyCurrent
    return { actions: unsettle(primary), reason: { kind: 'waiting-for-health', starting }, ...waking }
  }
  const actions: ServiceAction[] = []
  if (primary.rolloutState !== 'COMPLETED') actions.push(...complete(view, primary))
  if (!primary.steady) {
    const event = { code: 'service-steady', facts: { service: view.service.serviceName } }
    actions.push(
      { kind: 'record-event', event },
      { kind: 'change-deployment', id: primary.id, change: { steady: true } },
    )
  }
  return { actions, reason: { kind: 'steady' }, ...waking }
}

function complete(view: ServiceView, primary: DeploymentRow): ServiceAction[] {
  const facts = { service: view.service.serviceName, deploymentId: primary.id }
  const change = {
    rolloutState: 'COMPLETED',
    rolloutStateReason: `ECS deployment ${primary.id} completed.`,
    startFailures: 0,
    failedTasks: 0,
  } as const
  return [
    { kind: 'change-deployment', id: primary.id, change },
    { kind: 'record-event', event: { code: 'deployment-completed', facts } },
  ]
}

function unsettle(primary: DeploymentRow): ServiceAction[] {
  return primary.steady ? [{ kind: 'change-deployment', id: primary.id, change: { steady: false } }] : []
}
