import type { DeploymentRow } from '../model/ecs/service.ts'
import type { TaskRow } from '../model/ecs/task.ts'
import { isProtected, soonest, type Census } from './census.ts'
import type { ServiceAction, ServiceView, Step } from './service-view.ts'
import { isHealthy } from './task-health.ts'

/** Ends tasks as scale-in and rollouts do, with the event that says so. */
export function scaleIn(view: ServiceView, tasks: readonly TaskRow[]): ServiceAction[] {
  const byDeployment = new Map<string, TaskRow[]>()
  for (const task of tasks) {
    const id = task.deploymentId ?? ''
    const known = byDeployment.get(id)
    if (known) known.push(task)
    else byDeployment.set(id, [task])
  }
  const actions = [...byDeployment].map(([deploymentId, stopped]): ServiceAction => {
    const taskArns = stopped.map((task) => task.taskArn)
    return { kind: 'stop-tasks', taskArns, reason: { code: 'scaled-in', facts: { deploymentId } } }
  })
  const list = tasks.map((task) => `(task ${task.taskId})`).join(' ')
  const facts = { service: view.service.serviceName, count: tasks.length, tasks: list }
  return [...actions, { kind: 'record-event', event: { code: 'service-stopped-tasks', facts } }]
}

/** Ends what is more than wanted, least useful first. Protected tasks stay, and the surplus with them. */
export function stopExcess(view: ServiceView, tasks: readonly TaskRow[], excess: number): Step {
  const going = leastUseful(view, tasks, excess)
  if (going.length === 0)
    return { actions: [], reason: { kind: 'protected', tasks: excess }, ...soonest(view, tasks) }
  return { actions: scaleIn(view, going), reason: { kind: 'above-desired-count', excess } }
}

/** Which tasks a smaller desired count ends: those that are not healthy yet, then the newest. */
function leastUseful(view: ServiceView, tasks: readonly TaskRow[], count: number): TaskRow[] {
  const rank = (task: TaskRow): number => (isHealthy(view, task) ? 1 : 0)
  return tasks
    .filter((task) => !isProtected(view, task))
    .sort((a, b) => rank(a) - rank(b) || b.createdAtMs - a.createdAtMs)
    .slice(0, count)
}

/** Old tasks go as far as the minimum allows; those that are not healthy anyway go first and freely. */
export function stopOld(view: ServiceView, count: Census): Step | undefined {
  const old = count.old.filter((task) => !isProtected(view, task))
  if (old.length === 0) return undefined
  const unhealthy = old.filter((task) => !isHealthy(view, task))
  const spare = Math.max(0, count.healthy - count.minimum)
  const healthy = old.filter((task) => isHealthy(view, task)).slice(0, spare)
  // A rollout that has produced nothing healthy yet keeps what is starting of the old one, unless it needs the room.
  const free = count.healthyCurrent > 0 || count.desired === 0 || count.live.length >= count.maximum
  const going = [...(free ? unhealthy : []), ...healthy]
  if (going.length === 0) return undefined
  return { actions: scaleIn(view, going), reason: { kind: 'replacing', old: count.old.length } }
}

/**
 * Tasks whose containers say they are unhealthy are replaced: the replacement is started first as far as
 * `maximumPercent` allows, and they are stopped when it is healthy, or before where it needs their room
 * (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html).
 */
export function stopSick(view: ServiceView, primary: DeploymentRow, count: Census): Step | undefined {
  const missing = Math.max(0, count.desired - count.current.length)
  const room = Math.max(0, count.maximum - count.live.length)
  const replaced = count.healthyCurrent >= count.desired
  const going = replaced ? count.sick : count.sick.slice(0, Math.max(0, missing - room))
  if (going.length === 0) return undefined
  const events = going.map((task): ServiceAction => {
    const facts = { service: view.service.serviceName, taskId: task.taskId }
    return { kind: 'record-event', event: { code: 'service-health-checks-failed', facts } }
  })
  const taskArns = going.map((task) => task.taskArn)
  return {
    actions: [
      { kind: 'stop-tasks', taskArns, reason: { code: 'health-checks-failed', facts: {} } },
      ...events,
      ...countSick(primary, going.length),
    ],
    reason: { kind: 'unhealthy', tasks: going.length },
  }
}

/** While a rollout is under way, what fails its health checks counts for the circuit breaker. */
function countSick({ id, rolloutState, failedTasks }: DeploymentRow, sick: number): ServiceAction[] {
  if (rolloutState !== 'IN_PROGRESS') return []
  return [{ kind: 'change-deployment', id, change: { failedTasks: failedTasks + sick } }]
}
