import type {
  Attachment,
  Attribute,
  AwsVpcConfiguration,
  Connectivity,
  HealthStatus,
  LaunchType,
  ManagedAgent,
  Tag,
  TaskOverride,
  TaskStopCode,
} from '@aws-sdk/client-ecs'

/** The states of a task in the only order in which it passes through them; it may skip, never go back. */
export const taskStatuses = [
  'PROVISIONING',
  'PENDING',
  'ACTIVATING',
  'RUNNING',
  'DEACTIVATING',
  'STOPPING',
  'DEPROVISIONING',
  'STOPPED',
] as const

/** `lastStatus` of a task. */
export type TaskStatus = (typeof taskStatuses)[number]

/** A container of a task. Writer: the control plane, from what the runtime reports. */
export interface TaskContainer {
  readonly name: string
  readonly containerArn: string
  readonly image: string
  readonly imageDigest?: string
  readonly runtimeId?: string
  readonly lastStatus: 'PENDING' | 'RUNNING' | 'STOPPED'
  readonly exitCode?: number
  readonly reason?: string
  readonly healthStatus: HealthStatus
  /** What the check printed that its health was last changed by. Not shown by ECS. */
  readonly healthOutput?: string
  readonly essential: boolean
  /** Whether the task definition gives it a health check; the health of others does not count. */
  readonly checksHealth: boolean
  readonly cpu: string
  readonly memory?: string
  readonly memoryReservation?: string
  readonly startedAtMs?: number
  readonly finishedAtMs?: number
  /** The ExecuteCommandAgent, where execute command is enabled; times are not kept. */
  readonly managedAgents?: readonly Omit<ManagedAgent, 'lastStartedAt'>[]
}

/**
 * A task. The ECS operations and the service scheduler write the request (all up to `tags`) and `desiredStatus`
 * (with `stopCode`, `stoppedReason` and `stoppingAtMs`, first writer wins); the control plane's task loop writes the
 * rest. `protectedUntilMs` is UpdateTaskProtection's.
 */
export interface TaskRow {
  readonly taskArn: string
  readonly taskId: string
  readonly clusterArn: string
  readonly taskDefinitionArn: string
  readonly group: string
  readonly startedBy?: string
  /** Set where a service started it. */
  readonly serviceArn?: string
  readonly deploymentId?: string
  readonly launchType: LaunchType
  readonly capacityProviderName?: string
  readonly platformVersion?: string
  readonly platformFamily?: string
  readonly networkConfiguration?: AwsVpcConfiguration
  readonly overrides: TaskOverride
  readonly cpu?: string
  readonly memory?: string
  readonly ephemeralStorageGiB?: number
  readonly enableExecuteCommand: boolean
  readonly createdAtMs: number
  readonly clientToken?: string
  /** Fingerprint of the request, to tell a repeated clientToken from a reused one. */
  readonly requestHash?: string
  readonly referenceId?: string
  /** What the task needs of its host, as DescribeTasks shows it: `ecs.cpu-architecture`. */
  readonly attributes?: readonly Attribute[]
  /** Until then neither scale-in nor a rollout may end this task. Missing: not protected. */
  readonly protectedUntilMs?: number
  readonly tags: readonly Tag[]

  readonly desiredStatus: 'RUNNING' | 'STOPPED'
  readonly stopCode?: TaskStopCode
  readonly stoppedReason?: string
  readonly stoppingAtMs?: number

  readonly lastStatus: TaskStatus
  readonly version: number
  readonly containers: readonly TaskContainer[]
  readonly attachments: readonly Attachment[]
  readonly availabilityZone?: string
  readonly healthStatus: HealthStatus
  readonly connectivity?: Connectivity
  readonly connectivityAtMs?: number
  readonly pullStartedAtMs?: number
  readonly pullStoppedAtMs?: number
  readonly startedAtMs?: number
  readonly executionStoppedAtMs?: number
  readonly stoppedAtMs?: number
}
