import type { DeploymentRow } from '../model/ecs/service.ts'
import type { ServiceAction, ServiceView, Step } from './service-view.ts'
import { stopExcess } from './stop-tasks.ts'

const MIN_THRESHOLD = 3
const MAX_THRESHOLD = 200

/** Half the desired count, at least 3 and at most 200 (spec: LAUNCH §6). */
export function failureThreshold(desiredCount: number): number {
  return Math.min(MAX_THRESHOLD, Math.max(MIN_THRESHOLD, Math.ceil(desiredCount / 2)))
}

/** Whether the circuit breaker ends this deployment, or has. */
export function hasFailed(view: ServiceView, primary: DeploymentRow): boolean {
  if (primary.rolloutState === 'FAILED') return true
  const breaker = view.service.deploymentConfiguration.deploymentCircuitBreaker
  if (!breaker?.enable || primary.rolloutState === 'COMPLETED') return false
  return primary.failedTasks >= failureThreshold(view.service.desiredCount)
}

/**
 * A failed deployment starts nothing more. With rollback, the deployment that last completed takes its place; where
 * none ever did, the service stalls until it is updated. Asked for fewer tasks, it still ends some.
 */
export function failedDeployment(view: ServiceView, primary: DeploymentRow): Step {
  const rollback = view.service.deploymentConfiguration.deploymentCircuitBreaker?.rollback ?? false
  const former = view.deployments.find(
    ({ id, rolloutState }) => id !== primary.id && rolloutState === 'COMPLETED',
  )
  if (primary.rolloutState === 'FAILED' && !(rollback && former)) return stalled(view)
  const facts = { service: view.service.serviceName, deploymentId: primary.id }
  const failed = {
    rolloutState: 'FAILED',
    rolloutStateReason: 'ECS deployment circuit breaker: tasks failed to start.',
  } as const
  const events: ServiceAction[] =
    primary.rolloutState === 'FAILED'
      ? []
      : [{ kind: 'record-event', event: { code: 'deployment-failed', facts } }]
  if (!rollback || !former) {
    const actions = [{ kind: 'change-deployment', id: primary.id, change: failed } as const, ...events]
    return { actions, reason: { kind: 'deployment-failed', rollback: false } }
  }
  return {
    actions: [
      { kind: 'change-deployment', id: primary.id, change: { ...failed, status: 'ACTIVE' } },
      ...events,
      {
        kind: 'change-deployment',
        id: former.id,
        change: {
          status: 'PRIMARY',
          rolloutState: 'IN_PROGRESS',
          rolloutStateReason: `ECS deployment circuit breaker: rolling back to deploymentId ${former.id}.`,
          startFailures: 0,
          failedTasks: 0,
          notBeforeMs: 0,
          steady: false,
        },
      },
      {
        kind: 'record-event',
        event: {
          code: 'deployment-rolling-back',
          facts: { service: view.service.serviceName, deploymentId: former.id },
        },
      },
    ],
    reason: { kind: 'deployment-failed', rollback: true },
  }
}

function stalled(view: ServiceView): Step {
  const live = view.tasks.filter(({ desiredStatus }) => desiredStatus === 'RUNNING')
  const excess = live.length - view.service.desiredCount
  return excess > 0 ? stopExcess(view, live, excess) : { actions: [], reason: { kind: 'stalled' } }
}
