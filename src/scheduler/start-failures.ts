import type { DeploymentRow } from '../model/ecs/service.ts'
import type { TaskRow } from '../model/ecs/task.ts'
import type { Failure } from '../model/verdict.ts'
import type { Pace } from './pace.ts'
import type { DeploymentChange } from './service-view.ts'
import { endedByItself } from './task-health.ts'

/** From this many rounds in a row on, ECS says that the service cannot consistently start tasks. */
const IMPAIRED_AFTER_ROUNDS = 3
/** A task that ended by itself sooner than this after it was RUNNING is taken to crash. */
const CRASHED_WITHIN_MS = 10_000

/** What the end of a service's task means for its deployment. */
export interface Consequence {
  readonly change: DeploymentChange
  readonly events: readonly Failure[]
}

/**
 * What follows from a task that stopped without being told to. One that never was RUNNING delays the next one (spec:
 * LAUNCH §7) and counts for the circuit breaker; one that was is replaced at once, unless it crashed right away.
 * Undefined where the end means nothing.
 */
export function taskEnded(
  deployment: DeploymentRow,
  task: TaskRow,
  serviceName: string,
  now: number,
  pace: Pace,
): Consequence | undefined {
  if (!endedByItself(task)) return undefined
  if (task.startedAtMs !== undefined) {
    const crashed = (task.stoppingAtMs ?? now) - task.startedAtMs < CRASHED_WITHIN_MS
    const notBeforeMs = Math.max(deployment.notBeforeMs, now + pace.crashLoopMs)
    return crashed ? { change: { notBeforeMs }, events: [] } : undefined
  }
  const reason = (task.stoppedReason ?? '').replace(/\.$/, '')
  const events: Failure[] = [{ code: 'service-unable-to-place', facts: { service: serviceName, reason } }]
  const failedTasks = deployment.failedTasks + 1
  // Tasks are started as many together as are missing: the delay grows with each round, not with each task.
  if (task.createdAtMs < deployment.notBeforeMs) return { change: { failedTasks }, events }
  const startFailures = deployment.startFailures + 1
  if (startFailures === IMPAIRED_AFTER_ROUNDS)
    events.push({ code: 'service-start-impaired', facts: { service: serviceName } })
  const notBeforeMs = now + Math.max(pace.retryLaunchMs, pace.throttleMs(startFailures))
  return { change: { failedTasks, startFailures, notBeforeMs }, events }
}

/**
 * A task that became RUNNING ends the delay. It ends the row of failed tasks too, unless a health check has yet to say
 * that it is well.
 */
export function taskRuns(deployment: DeploymentRow, checksHealth: boolean): DeploymentChange | undefined {
  const { startFailures, notBeforeMs, rolloutState } = deployment
  if (rolloutState === 'FAILED') return undefined
  const failedTasks = checksHealth ? deployment.failedTasks : 0
  if (startFailures === 0 && notBeforeMs === 0 && failedTasks === deployment.failedTasks) return undefined
  return { startFailures: 0, notBeforeMs: 0, failedTasks }
}
