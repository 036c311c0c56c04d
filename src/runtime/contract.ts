import type { Duplex } from 'node:stream'
import type {
  AgentDocuments,
  ContainerCondition,
  ContainerHealth,
  ContainerSpec,
  OutputLine,
  StartOutcome,
  TaskSandbox,
} from '../model/sandbox.ts'

export type {
  AgentDocuments,
  ContainerCondition,
  ContainerSpec,
  StartOutcome,
  TaskSandbox,
} from '../model/sandbox.ts'

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
  exec(
    taskId: string,
    containerName: string,
    command: readonly string[],
    io: ExecStreams,
  ): Promise<ExecOutcome>
  /** What 169.254.170.2 answers in this task: replaces credentials and metadata documents. */
  provide(taskId: string, documents: AgentDocuments): Promise<void>
  /**
   * Opens a connection to a port inside the task's network (127.0.0.1:port first, then its interface address).
   * Rejects where nothing listens there, or nothing runs at all: there is no outcome to put it in.
   */
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

/** Whether the task's surroundings stand; a reason is a sentence for people. */
export type SandboxOutcome = { readonly ok: true } | { readonly ok: false; readonly reason: string }

/** Where the input of a program comes from and its output goes, while it is run inside a container. */
export interface ExecStreams {
  readonly input?: NodeJS.ReadableStream
  readonly output: (stream: 'stdout' | 'stderr', chunk: Uint8Array) => void
  /** Ends the program (SIGKILL) when it fires, e.g. because the one who asked went away. */
  readonly signal?: AbortSignal
}

/** The program's own exit code (126 and 127 as a shell tells them), or why it could not be run at all. */
export type ExecOutcome =
  | { readonly ok: true; readonly exitCode: number }
  | { readonly ok: false; readonly reason: string }

/** What a task found again is doing now; events that happened in between are in it. */
export interface RecoveredTask {
  readonly taskId: string
  readonly containers: readonly ContainerCondition[]
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
      readonly health: ContainerHealth
      readonly output: string
      readonly atMs: number
    }
  | {
      readonly kind: 'output'
      readonly taskId: string
      readonly container: string
      readonly lines: readonly OutputLine[]
      /** Lines before these that were let go because nobody took them for too long (10 MiB per container are kept). */
      readonly droppedLines?: number
    }
  | { readonly kind: 'task-lost'; readonly taskId: string; readonly atMs: number; readonly detail: string }

/** Receives what a runtime reports. */
export type RuntimeListener = (event: RuntimeEvent) => void
