import type { TaskStopCode } from '@aws-sdk/client-ecs'
import type { OrderedContainer } from '../launch/depends-on.ts'
import type { TaskRow, TaskStatus } from '../model/ecs/task.ts'
import type { Failure } from '../model/verdict.ts'
import type { RestartPolicy } from './restart-policy.ts'

/** What the control plane has under way or behind it for one task. It is rebuilt after a restart, never stored. */
export interface TaskProgress {
  readonly interface: 'none' | 'attached'
  readonly attachedAtMs?: number
  readonly preparation: 'none' | 'busy' | 'done'
  readonly sandbox: 'none' | 'busy' | 'ready' | 'removing' | 'removed'
  /** Containers whose start was ever asked for. None is asked for twice, but by its restart policy. */
  readonly started: ReadonlySet<string>
  /** Those of them whose start has not been answered yet: until then they cannot be told to stop. */
  readonly starting: ReadonlySet<string>
  /** Containers that were told to stop. */
  readonly stopping: ReadonlySet<string>
}

/** How a container is started and ended among its neighbours; from the task definition. */
export interface ContainerOrder {
  readonly name: string
  readonly dependsOn: OrderedContainer['dependsOn']
  readonly startTimeoutMs?: number
  readonly hasHealthCheck: boolean
  readonly restartPolicy?: RestartPolicy
}

/** All that a decision about a task may look at. */
export interface TaskView {
  readonly now: number
  readonly task: TaskRow
  readonly order: readonly ContainerOrder[]
  readonly progress: TaskProgress
  /** Between the interface being made and its being attached. */
  readonly interfaceMs: number
  /** The task's service has load balancers, service registries or Service Connect, which a task leaves before it stops. */
  readonly deregisters: boolean
}

/** Exactly one thing to do for a task. */
export type TaskStep =
  | { readonly do: 'attach-interface' }
  | { readonly do: 'become'; readonly status: TaskStatus }
  | { readonly do: 'prepare' }
  | { readonly do: 'make-sandbox' }
  | { readonly do: 'start'; readonly containers: readonly string[] }
  | {
      readonly do: 'give-up'
      readonly container: string
      readonly failure: Failure
      readonly exitCode: number
    }
  | { readonly do: 'end'; readonly stopCode: TaskStopCode; readonly failure: Failure }
  | { readonly do: 'stop'; readonly containers: readonly string[] }
  | { readonly do: 'clean-up' }
  | { readonly do: 'finish' }
  | { readonly do: 'wait'; readonly for: string; readonly untilMs?: number }
  | { readonly do: 'forget' }
