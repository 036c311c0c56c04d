import type { DeploymentRow, ServiceRow } from '../model/ecs/service.ts'
import type { TaskRow } from '../model/ecs/task.ts'
import type { Failure } from '../model/verdict.ts'
import type { Pace } from './pace.ts'

/** All that a decision about a service may look at. Same view, same step. */
export interface ServiceView {
  readonly now: number
  readonly pace: Pace
  readonly service: ServiceRow
  /** PRIMARY first, then the newest. INACTIVE ones are kept for a rollback and have no tasks. */
  readonly deployments: readonly DeploymentRow[]
  /** The service's tasks that are not STOPPED. */
  readonly tasks: readonly TaskRow[]
  /** Whether the tasks of this deployment say themselves when they are healthy. */
  readonly hasHealthCheck: (deployment: DeploymentRow) => boolean
  /** What keeps ECS from launching any task of this deployment: a role that it may not assume. */
  readonly launchFailure: (deployment: DeploymentRow) => Failure | undefined
  /** Whether this event was recorded a short time ago, and is still true: ECS does not repeat it. */
  readonly saidLately: (event: Failure) => boolean
  /** Ids for new tasks. At least as many as `missingTasks` says. */
  readonly freshIds: readonly string[]
}

/** What to change in a deployment. The control plane writes these fields only. */
export type DeploymentChange = Partial<
  Pick<
    DeploymentRow,
    | 'rolloutState'
    | 'rolloutStateReason'
    | 'status'
    | 'steady'
    | 'notBeforeMs'
    | 'startFailures'
    | 'failedTasks'
  >
>

/** One thing to do for a service. */
export type ServiceAction =
  | { readonly kind: 'start-tasks'; readonly deploymentId: string; readonly taskIds: readonly string[] }
  | { readonly kind: 'stop-tasks'; readonly taskArns: readonly string[]; readonly reason: Failure }
  | { readonly kind: 'change-deployment'; readonly id: string; readonly change: DeploymentChange }
  | { readonly kind: 'delete-deployment'; readonly id: string }
  | { readonly kind: 'record-event'; readonly event: Failure }
  | { readonly kind: 'close-service' }

/** Why a step is what it is. */
export type StepReason =
  | { readonly kind: 'steady' }
  | { readonly kind: 'below-desired-count'; readonly missing: number }
  | { readonly kind: 'above-desired-count'; readonly excess: number }
  | { readonly kind: 'unhealthy'; readonly tasks: number }
  | { readonly kind: 'replacing'; readonly old: number }
  | { readonly kind: 'replaced'; readonly deployments: number }
  | { readonly kind: 'waiting-for-health'; readonly starting: number }
  | { readonly kind: 'protected'; readonly tasks: number }
  | { readonly kind: 'failing'; readonly tasks: number }
  | { readonly kind: 'throttled'; readonly untilMs: number }
  | { readonly kind: 'cannot-launch' }
  | { readonly kind: 'deployment-failed'; readonly rollback: boolean }
  | { readonly kind: 'stalled' }
  | { readonly kind: 'no-room'; readonly maximum: number }
  | { readonly kind: 'draining'; readonly left: number }
  | { readonly kind: 'closed' }

/** What a service needs next: actions, the reason for them, and when to look again although nothing changed. */
export interface Step {
  readonly actions: readonly ServiceAction[]
  readonly reason: StepReason
  readonly wakeAtMs?: number
}
