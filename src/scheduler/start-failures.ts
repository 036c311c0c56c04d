import type { DeploymentRow } from '../model/ecs/service.ts'
import type { TaskRow } from '../model/ecs/task.ts'
import type { Failure } from '../model/verdict.ts'
import type { Pace } from './pace.ts'
import type { DeploymentChange } from './service-view.ts'

/** From this many in a row on, ECS says that the service cannot consistently start tasks. */
const IMPAIRED_AFTER = 3

/** What the end of a service's task means for its deployment. */
export interface Consequence {
  readonly change: DeploymentChange
  readonly events: readonly Failure[]
}

/**
 * A task that stopped without ever having been RUNNING, and not because it was told to, delays the next one (spec:
 * LAUNCH §7) and counts for the circuit breaker. Undefined where the end means nothing.
 */
export function startFailed(
  deployment: DeploymentRow,
  task: TaskRow,
  serviceName: string,
  now: number,
  pace: Pace,
): Consequence | undefined {
  const wanted = task.stopCode === 'ServiceSchedulerInitiated' || task.stopCode === 'UserInitiated'
  if (task.startedAtMs !== undefined || wanted) return undefined
  const startFailures = deployment.startFailures + 1
  const events: Failure[] = [
    {
      code: 'service-unable-to-place',
      facts: { service: serviceName, reason: (task.stoppedReason ?? '').replace(/\.$/, '') },
    },
  ]
  if (startFailures === IMPAIRED_AFTER)
    events.push({ code: 'service-start-impaired', facts: { service: serviceName } })
  const change = {
    startFailures,
    failedTasks: deployment.failedTasks + 1,
    notBeforeMs: now + pace.throttleMs(startFailures),
  }
  return { change, events }
}

/** A task that became RUNNING ends the row of failures. */
export function startSucceeded(deployment: DeploymentRow): DeploymentChange | undefined {
  return deployment.startFailures > 0 && deployment.rolloutState !== 'FAILED'
    ? { startFailures: 0, notBeforeMs: 0 }
    : undefined
}
