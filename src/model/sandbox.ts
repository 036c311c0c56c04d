// What a runtime is given to run a task. The data lives here, below the runtimes and the agent, because both speak it.

/** A task's own surroundings. */
export interface TaskSandbox {
  readonly taskId: string
  /** Tasks of one VPC reach each other; tasks of two do not. */
  readonly vpcId: string
  /** The VPC's primary and further CIDR blocks. */
  readonly vpcCidrs: readonly string[]
  /** The interface's private IPv4 address, and its MAC address. */
  readonly address: string
  readonly macAddress: string
  /** e.g. `ip-10-0-1-23.ap-northeast-2.compute.internal`. */
  readonly hostname: string
  /** Further lines of /etc/hosts, after localhost and the interface's own line: address → names. */
  readonly hosts: readonly { readonly address: string; readonly names: readonly string[] }[]
  /** Names of services on this machine that the task may reach: name:port inside → 127.0.0.1:hostPort outside. */
  readonly reachable: readonly { readonly name: string; readonly port: number; readonly hostPort: number }[]
  /** Where the AWS APIs answer: inside, `http://169.254.170.2:4566` is tunnelled to this socket of the daemon. */
  readonly apiSocketPath: string
  /** The credential id of `/v2/credentials/<id>`, where the task has a task role. */
  readonly credentialsId?: string
  readonly documents: AgentDocuments
}

/** What the agent serves. `metadata` holds ready JSON documents by request path, e.g. `/v4/<id>/task`. */
export interface AgentDocuments {
  readonly credentials?: {
    readonly RoleArn: string
    readonly AccessKeyId: string
    readonly SecretAccessKey: string
    readonly Token: string
    /** ISO 8601, to the second. */
    readonly Expiration: string
  }
  readonly metadata: Readonly<Record<string, unknown>>
}

/** One container, with everything resolved and nothing left to decide. */
export interface ContainerSpec {
  readonly name: string
  readonly image: string
  /** Entry point and command together; the first is the program. */
  readonly command: readonly string[]
  readonly workingDirectory?: string
  readonly environment: Readonly<Record<string, string>>
  /** All programs that it is to find by name, where its image is said to have these and no others. */
  readonly programs?: readonly string[]
  readonly user?: string
  /** Hard limit; above it the container is killed with exit code 137 and `oomKilled`. */
  readonly memoryLimitMiB?: number
  readonly stopSignal: string
  readonly stopTimeoutMs: number
  /** `linuxParameters.initProcessEnabled`: a first process that passes signals on and reaps. */
  readonly initProcess: boolean
  readonly healthCheck?: HealthCheckSpec
  readonly mounts: readonly ContainerMount[]
}

/** A folder or file of this machine that a container sees at a path of its own. */
export interface ContainerMount {
  readonly sourcePath: string
  readonly containerPath: string
  readonly readOnly: boolean
}

/** A container health check as ECS runs it; `command` begins with `CMD` or `CMD-SHELL`. */
export interface HealthCheckSpec {
  readonly command: readonly string[]
  readonly intervalMs: number
  readonly timeoutMs: number
  readonly retries: number
  readonly startPeriodMs: number
}

/** A container's health as ECS names it. */
export type ContainerHealth = 'UNKNOWN' | 'HEALTHY' | 'UNHEALTHY'

/** How starting a container ended: it runs, or why it could not, told apart as a Linux container runtime does. */
export type StartOutcome = { readonly ok: true; readonly runtimeId: string } | StartFailure

/** Why a program could not be started; `detail` is the kernel's or the container runtime's wording. */
export interface StartFailure {
  readonly ok: false
  readonly kind: 'not-found' | 'not-executable' | 'exec-format' | 'no-such-directory' | 'other'
  readonly program: string
  readonly detail: string
}

/** What a container is doing, as a runtime that was away finds it. */
export interface ContainerCondition {
  readonly name: string
  readonly runtimeId: string
  readonly state: 'running' | 'stopped'
  readonly exitCode?: number
  readonly oomKilled?: boolean
  readonly health: ContainerHealth
  readonly startedAtMs: number
  readonly finishedAtMs?: number
}

/** One line that a container wrote, when it was read; `atMs` is milliseconds since the epoch. */
export interface OutputLine {
  readonly atMs: number
  readonly text: string
}
