import type { LaunchType, Tag } from '@aws-sdk/client-ecs'

/** One container as its metadata documents show it. */
export interface ContainerView {
  readonly name: string
  /** The id in the paths, on Fargate `<task id>-<number>`; also its `DockerId`. */
  readonly metadataId: string
  readonly containerArn: string
  readonly image: string
  /** `sha256:…`, empty until the image was resolved. */
  readonly imageDigest?: string
  readonly labels: Readonly<Record<string, string>>
  readonly desiredStatus: 'RUNNING' | 'STOPPED'
  readonly knownStatus: string
  readonly exitCode?: number
  readonly cpuUnits: number
  /** The definition's or override's `memory`; not the task's. */
  readonly memoryMiB?: number
  readonly createdAtMs?: number
  readonly startedAtMs?: number
  readonly finishedAtMs?: number
  readonly health?: {
    readonly status: string
    readonly sinceMs?: number
    readonly exitCode?: number
    readonly output?: string
  }
  readonly logDriver?: string
  readonly logOptions?: Readonly<Record<string, string>>
  readonly ports: readonly {
    readonly containerPort: number
    readonly protocol: string
    readonly hostPort?: number
  }[]
  readonly restartCount?: number
}

/** The task's network interface. */
export interface InterfaceView {
  readonly address: string
  readonly macAddress: string
  readonly subnetCidr: string
  readonly privateDnsName: string
  readonly domainNameServers: readonly string[]
  readonly domainNameSearchList: readonly string[]
}

/** One task as its metadata documents show it, at one moment. */
export interface TaskView {
  readonly nowMs: number
  readonly taskId: string
  readonly taskArn: string
  readonly clusterArn: string
  readonly family: string
  readonly revision: number
  readonly serviceName?: string
  readonly launchType: LaunchType
  readonly desiredStatus: 'RUNNING' | 'STOPPED'
  readonly knownStatus: string
  readonly cpuUnits?: number
  readonly memoryMiB?: number
  readonly ephemeralStorageGiB?: number
  readonly ephemeralStorageUsedMiB?: number
  readonly availabilityZone?: string
  readonly vpcId?: string
  readonly pullStartedAtMs?: number
  readonly pullStoppedAtMs?: number
  readonly executionStoppedAtMs?: number
  readonly faultInjectionEnabled: boolean
  readonly tags: readonly Tag[]
  readonly containers: readonly ContainerView[]
  readonly network?: InterfaceView
}
