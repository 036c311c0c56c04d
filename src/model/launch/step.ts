import type { DestinationUse } from '../network/destination.ts'
import type { MalformedReference, ParameterReference, SecretReference } from './secret-reference.ts'

/** Who does what a step does. `none`: nobody's permission is needed. */
export type StepActor = 'execution-role' | 'task-role' | 'service-linked-role' | 'caller' | 'none'

/** The kinds of step, in no order; `launchSteps` orders them. */
export type LaunchStepKind =
  | 'role-assumption'
  | 'network-interface'
  | 'registry-auth'
  | 'registry-secret'
  | 'secret'
  | 'parameters'
  | 'env-file'
  | 'log-driver'
  | 'volume'
  | 'image'
  | 'container'
  | 'registration'

/** One permission a step needs: this action on this resource (an ARN or `*`). */
export interface StepAccess {
  readonly action: string
  readonly resource: string
}

/** Where a step's call goes. `service` is the endpoint's service name, e.g. `ecr.api`, or `registry`. */
export interface StepDestination {
  readonly service: string
  readonly region: string
  readonly host: string
  readonly port: number
  /** What the call is for, where causes are told apart by it. */
  readonly use?: DestinationUse
}

/** A container log driver's destination, from `logConfiguration`. */
export interface LogDestination {
  readonly driver: string
  readonly options: Readonly<Record<string, string>>
}

/** What must exist, and how it must be, for a step to hold. */
export type StepRequirement =
  | { readonly kind: 'role'; readonly roleArn: string; readonly use: 'execution' | 'task' }
  | {
      readonly kind: 'subnet'
      readonly subnetIds: readonly string[]
      readonly securityGroupIds: readonly string[]
      readonly assignPublicIp: boolean
    }
  | { readonly kind: 'secret'; readonly reference: SecretReference | MalformedReference }
  | { readonly kind: 'registry-credentials'; readonly secretId: string; readonly region: string }
  | { readonly kind: 'parameters'; readonly references: readonly ParameterReference[] }
  | { readonly kind: 'env-file'; readonly arn: string; readonly bucket: string; readonly key: string }
  | { readonly kind: 'log-destination'; readonly log: LogDestination }
  | { readonly kind: 'file-system'; readonly fileSystemId: string; readonly volume: string }
  | { readonly kind: 'image'; readonly image: string; readonly platform: string }
  | { readonly kind: 'dependencies'; readonly cycle?: readonly string[] }
  | { readonly kind: 'target-group'; readonly targetGroupArn: string; readonly port: number }
  | { readonly kind: 'service-registry'; readonly registryArn: string }
  | { readonly kind: 'namespace'; readonly namespace: string }
  | { readonly kind: 'nothing' }

/**
 * One step of a launch: who acts, which action on which resource, over which path, and what must exist. The cluster
 * performs it, `check` only evaluates it, `why` reads a failure text back to it.
 */
export interface LaunchStep {
  /** Unique within the launch and stable between launches of one revision, e.g. `secret/app/DB_PASSWORD`. */
  readonly id: string
  readonly kind: LaunchStepKind
  /** In lower case, e.g. `read parameter /shop/db`. */
  readonly title: string
  readonly actor: StepActor
  /** The role behind `execution-role` and `task-role`; missing where the task has none. */
  readonly roleArn?: string
  readonly access: readonly StepAccess[]
  readonly destination?: StepDestination
  /** Where the layers of an image come from once its manifest is read, where that is not `destination`. */
  readonly layers?: StepDestination
  readonly requires: StepRequirement
  /** The container the step is for, where it is for one. */
  readonly container?: string
  /** What the texts of this step contain about the task. */
  readonly task: {
    readonly taskArn: string
    readonly account: string
    readonly region: string
    readonly launchType: string
    readonly requestId: string
    readonly executionRoleArn?: string
    readonly taskRoleArn?: string
  }
}
