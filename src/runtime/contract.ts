import type { Duplex } from 'node:stream'

/**
 * What every runtime does. The control plane decides; a runtime performs, and reports what happened. All runtimes
 * pass one contract suite (`contract-suite.ts`). Calls about a task that is not there are no-ops or say so in their
 * outcome; they never throw for it.
 */
export interface Runtime {
  readonly name: 'docker' | 'process' | 'simulated'
  /** Makes the task's own network (interface, loopback, hosts file) and its agent. */
  createTask(task: TaskSandbox): Promise<SandboxOutcome>
  /** Starts one container in the task's network. Resolves when the program runs or could not be started. */
  startContainer(taskId: string, container: ContainerSpec): Promise<StartOutcome>
  /** Sends the stop signal, after `stopTimeoutMs` SIGKILL. Resolves when it is on its way; the end is an event. */
  stopContainer(taskId: string, containerName: string): Promise<void>
  /** Runs a further program inside a running container. */
  exec(taskId: string, containerName: string, command: readonly string[], io: ExecStreams): Promise<ExecOutcome>
  /** What 169.254.170.2 answers in this task: replaces credentials and metadata documents. */
  provide(taskId: string, documents: AgentDocuments): Promise<void>
  /** Opens a connection to a port inside the task's network (127.0.0.1:port first, then its interface address). */
  connect(taskId: string, port: number): Promise<Duplex>
  /** Ends what is left of the task and removes its network and files. Idempotent. */
  removeTask(taskId: string): Promise<void>
  /** Finds the tasks that outlived the daemon, and reports from now on what happens to them. */
  recover(): Promise<readonly RecoveredTask[]>
  /** Lets go of everything without stopping it: the daemon is about to end. */
  detach(): Promise<void>
  /** Stops and removes everything this runtime ever made under its folder: no process, namespace, socket or file stays. */
  destroy(): Promise<void>
}

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
  readonly user?: string
  /** Hard limit; above it the container is killed with exit code 137 and `oomKilled`. */
  readonly memoryLimitMiB?: number
  readonly stopSignal: string
  readonly stopTimeoutMs: number
  /** `linuxParameters.initProcessEnabled`: a first process that passes signals on and reaps. */
  readonly initProcess: boolean
  readonly healthCheck?: HealthCheckSpec
  readonly mounts: readonly { readonly sourcePath: string; readonly containerPath: string; readonly readOnly: boolean }[]
}

/** A container health check as ECS runs it; `command` begins with `CMD` or `CMD-SHELL`. */
export interface HealthCheckSpec {
  readonly command: readonly string[]
  readonly intervalMs: number
  readonly timeoutMs: number
  readonly retries: number
  readonly startPeriodMs: number
}

export type SandboxOutcome =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: string }

export type StartOutcome =
  | { readonly ok: true; readonly runtimeId: string }
  | {
      readonly ok: false
      /** As a Linux container runtime tells them apart. */
      readonly kind: 'not-found' | 'not-executable' | 'exec-format' | 'no-such-directory' | 'other'
      readonly program: string
      readonly detail: string
    }

export interface ExecStreams {
  readonly input?: NodeJS.ReadableStream
  readonly output: (stream: 'stdout' | 'stderr', chunk: Uint8Array) => void
}

export type ExecOutcome =
  | { readonly ok: true; readonly exitCode: number }
  | { readonly ok: false; readonly reason: string }

/** What a task found again is doing now; events that happened in between are in it. */
export interface RecoveredTask {
  readonly taskId: string
  readonly containers: readonly {
    readonly name: string
    readonly runtimeId: string
    readonly state: 'running' | 'stopped'
    readonly exitCode?: number
    readonly oomKilled?: boolean
    readonly health: 'UNKNOWN' | 'HEALTHY' | 'UNHEALTHY'
    readonly startedAtMs: number
    readonly finishedAtMs?: number
  }[]
}

/** What a runtime reports, in the order in which it happened for each task. */
export type RuntimeEvent =
  | {
      readonly kind: 'container-stopped'
      readonly taskId: string
      readonly container: string
      /** As a shell tells it: 128 + signal where a signal ended it. */
      readonly exitCode: number
      readonly oomKilled: boolean
      readonly atMs: number
    }
  | {
      readonly kind: 'container-health'
      readonly taskId: string
      readonly container: string
      readonly health: 'UNKNOWN' | 'HEALTHY' | 'UNHEALTHY'
      readonly output: string
      readonly atMs: number
    }
  | {
      readonly kind: 'output'
      readonly taskId: string
      readonly container: string
      readonly lines: readonly { readonly atMs: number; readonly text: string }[]
    }
  | { readonly kind: 'task-lost'; readonly taskId: string; readonly atMs: number; readonly detail: string }

/** Receives what a runtime reports. */
export type RuntimeListener = (event: RuntimeEvent) => void
