import type {
  AwsVpcConfiguration,
  CapacityProviderStrategyItem,
  DeploymentConfiguration,
  DeploymentController,
  DeploymentRolloutState,
  LaunchType,
  LoadBalancer,
  PlacementConstraint,
  PlacementStrategy,
  PropagateTags,
  ServiceConnectConfiguration,
  ServiceRegistry,
  ServiceVolumeConfiguration,
  Tag,
} from '@aws-sdk/client-ecs'

/** What the user asked of a service. Writer of every field: the ECS operations. */
export interface ServiceRow {
  readonly serviceArn: string
  readonly serviceName: string
  readonly clusterArn: string
  readonly status: 'ACTIVE' | 'DRAINING' | 'INACTIVE'
  readonly desiredCount: number
  readonly schedulingStrategy: 'REPLICA' | 'DAEMON'
  readonly deploymentConfiguration: DeploymentConfiguration
  readonly deploymentController: DeploymentController
  readonly loadBalancers: readonly LoadBalancer[]
  readonly serviceRegistries: readonly ServiceRegistry[]
  readonly placementConstraints: readonly PlacementConstraint[]
  readonly placementStrategy: readonly PlacementStrategy[]
  readonly healthCheckGracePeriodSeconds: number
  readonly availabilityZoneRebalancing: 'ENABLED' | 'DISABLED'
  readonly enableECSManagedTags: boolean
  readonly enableExecuteCommand: boolean
  readonly propagateTags: PropagateTags
  readonly roleArn?: string
  readonly createdBy: string
  readonly createdAtMs: number
  readonly clientToken?: string
  /** Fingerprint of the request that created it, to tell a repeated CreateService from another one. */
  readonly requestHash?: string
  /** As asked for, e.g. `LATEST`; a deployment holds the version that this was at its time. */
  readonly platformVersion?: string
  /** What was last asked to be launched. After a rollback by the control plane the PRIMARY deployment differs. */
  readonly launch?: LaunchSettings
  readonly tags: readonly Tag[]
}

/** What a deployment launches: fixed when it is made, so that its tasks are all alike. */
export interface LaunchSettings {
  readonly taskDefinitionArn: string
  readonly launchType?: LaunchType
  readonly capacityProviderStrategy?: readonly CapacityProviderStrategyItem[]
  readonly platformVersion?: string
  readonly platformFamily?: string
  readonly networkConfiguration?: AwsVpcConfiguration
  readonly serviceConnectConfiguration?: ServiceConnectConfiguration
  readonly volumeConfigurations?: readonly ServiceVolumeConfiguration[]
}

/**
 * One rollout of a service. The ECS operations make it and set `status` (PRIMARY is the newest, ACTIVE is being
 * replaced); the control plane writes `rolloutState`, `rolloutStateReason`, `failedTasks`, `startFailures` and
 * `updatedAtMs`, and deletes an ACTIVE one that has no task left.
 */
export interface DeploymentRow {
  readonly id: string
  readonly serviceArn: string
  readonly status: 'PRIMARY' | 'ACTIVE' | 'INACTIVE'
  readonly launch: LaunchSettings
  readonly createdAtMs: number
  readonly updatedAtMs: number
  readonly rolloutState: DeploymentRolloutState
  readonly rolloutStateReason: string
  /** Tasks in a row that failed to start or to become healthy: what the API shows and the circuit breaker counts. */
  readonly failedTasks: number
  /** Rounds of starts in a row of which none became RUNNING: what the throttle counts. */
  readonly startFailures: number
  /** Not before this moment may another task be started (throttle, spec: increasing delay up to 27 minutes). */
  readonly notBeforeMs: number
  /** The steady state of this service was said while this deployment was complete. */
  readonly steady: boolean
}

/** One service event, https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages.html */
export interface ServiceEvent {
  readonly id: string
  readonly createdAtMs: number
  readonly message: string
}

/** The latest events of a service, newest first, at most 100. Writer: the control plane. */
export interface ServiceEventRow {
  readonly serviceArn: string
  readonly events: readonly ServiceEvent[]
}
