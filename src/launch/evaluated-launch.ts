import type { RegisteredDefinition } from '../model/ecs/task-definition.ts'
import type { LaunchRequest } from '../model/launch/request.ts'
import type { LaunchStep } from '../model/launch/step.ts'
import type { StepReport } from '../model/launch/step-trouble.ts'
import type { LaunchWorld, ReachAnswer } from '../model/launch/world.ts'
import type { EffectiveTask } from './effective-task.ts'
import type { AskedLaunch } from './registration/asked-launch.ts'

/** What a launch is for, as a person would call it. */
export interface LaunchSubject {
  readonly kind: 'service' | 'task' | 'schedule' | 'task-definition'
  readonly name: string
}

/** A step in one subnet that the task may start in; without one where the task has no interface of its own. */
export interface StepInSubnet extends StepReport {
  readonly subnetId?: string
}

/** A step of a launch with what is known of it in every subnet; one entry where the subnet makes no difference. */
export interface EvaluatedStep {
  readonly step: LaunchStep
  readonly inSubnets: readonly StepInSubnet[]
}

/** How a container of a task that has started ended, or stands. */
export interface ContainerOutcome {
  readonly name: string
  readonly essential: boolean
  readonly lastStatus?: string
  readonly exitCode?: number
  readonly reason?: string
  readonly healthStatus?: string
  /** The last lines of its log, oldest first. */
  readonly log: readonly string[]
  /** What its last failed health checks printed. */
  readonly healthCheckOutput: readonly string[]
}

/** What became of a task that was launched. */
export interface LaunchOutcome {
  /** Where it was started. */
  readonly subnetId?: string
  readonly stopCode?: string
  readonly stoppedReason?: string
  readonly containers: readonly ContainerOutcome[]
}

/** The newest revision of a family that may be used. */
export interface NewestRevision {
  readonly revision: number
  readonly definition: RegisteredDefinition
}

/** Whether requests of a load balancer come to the tasks of a service that stand in one subnet. */
export interface BalancerPath {
  readonly loadBalancer: string
  readonly containerName: string
  readonly containerPort: number
  /** The port that is asked: the container's, or that of the health checks. */
  readonly port: number
  /** The subnet of the task. */
  readonly subnetId: string
  readonly answer: ReachAnswer
}

/** One launch with every step evaluated everywhere it may happen: what causes are found in. */
export interface EvaluatedLaunch {
  readonly subject: LaunchSubject
  readonly request: LaunchRequest
  readonly task: EffectiveTask
  readonly steps: readonly EvaluatedStep[]
  /** What else may be asked. */
  readonly world: LaunchWorld
  /** The same as the task's interface sees it in each subnet; empty where it has none of its own. */
  readonly worldsIn: ReadonlyMap<string, LaunchWorld>
  /** Only where the task was really started. */
  readonly outcome?: LaunchOutcome
  /** Only where the task definition was read from something written, which ECS has not taken yet. */
  readonly asked?: AskedLaunch
  /** A macro may change what was written before it is deployed: nothing that is found is certain. */
  readonly isRewritten?: true
  /** The newest revision of the task definition's family; missing where it is not known. */
  readonly newest?: NewestRevision
  /** From each load balancer of the service; missing where none of them is known. Worked out when asked for. */
  readonly balancerPaths?: () => readonly BalancerPath[]
  /** Where something was written: `file:line:col` of a part of the task definition or service, e.g. `secrets/app/DB`. */
  readonly placeOf?: (part: string) => string | undefined
}
