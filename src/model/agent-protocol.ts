// What the daemon and a task's agent say to each other over the agent's unix socket. The first line of a connection
// says what it is for. A control connection then carries one JSON object per line both ways; a `connect` connection
// becomes a plain byte stream once it is answered; an `exec` connection carries frames (agent-wire.ts).

import type { AgentDocuments, ContainerCondition, ContainerHealth, ContainerSpec } from './sandbox.ts'
import type { OutputLine, StartOutcome, TaskSandbox } from './sandbox.ts'

/** The first line of a connection to the agent. */
export type AgentOpening =
  | { readonly open: 'control' }
  | { readonly open: 'connect'; readonly port: number }
  | { readonly open: 'exec'; readonly container: string; readonly command: readonly string[] }

/** The answer to a `connect` or `exec` opening. */
export type AgentOpened = { readonly ok: true } | { readonly ok: false; readonly reason: string }

/** The first line of a connection from an agent to the daemon's side: which declared name it wants to reach. */
export interface ReachOpening {
  readonly taskId: string
  readonly address: string
  readonly port: number
}

/** A name of the developer's own services, with the loopback address that stands for it inside the task. */
export interface ReachableAddress {
  readonly name: string
  readonly address: string
  readonly port: number
  readonly hostPort: number
}

/** All that an agent has to know of its task. */
export interface AgentTask {
  readonly sandbox: TaskSandbox
  readonly reachable: readonly ReachableAddress[]
  /** The daemon's side of the tunnel to declared names. */
  readonly reachSocketPath: string
  /** Folders of this machine that containers find empty: they hold other tasks' secrets, or the developer's. */
  readonly hiddenPaths: readonly string[]
  /** PATH of a container that sets none. */
  readonly defaultPath: string
}

/** What the daemon asks on a control connection; every request with an `id` is answered once. */
export type AgentRequest =
  | { readonly id: number; readonly op: 'task'; readonly task: AgentTask }
  | {
      readonly id: number
      readonly op: 'start'
      readonly container: ContainerSpec
      readonly runtimeId: string
    }
  | { readonly id: number; readonly op: 'stop'; readonly container: string }
  | { readonly id: number; readonly op: 'provide'; readonly documents: AgentDocuments }
  | { readonly id: number; readonly op: 'state' }
  | { readonly id: number; readonly op: 'end' }
  | { readonly ack: number }

/** The answers, by operation. */
export interface AgentAnswers {
  readonly task: AgentOpened
  readonly start: StartOutcome
  readonly stop: null
  readonly provide: null
  readonly state: AgentState
  readonly end: null
}

/** What an agent is doing: all that a daemon needs that has just come back. */
export interface AgentState {
  /** Absent where the agent was started and never told its task. */
  readonly task?: AgentTask
  readonly containers: readonly ContainerCondition[]
}

/** What an agent reports. The daemon's side adds the task. */
export type AgentEvent =
  | {
      readonly kind: 'container-stopped'
      readonly container: string
      readonly exitCode: number
      readonly oomKilled: boolean
      readonly atMs: number
    }
  | {
      readonly kind: 'container-health'
      readonly container: string
      readonly health: ContainerHealth
      readonly output: string
      readonly atMs: number
    }
  | {
      readonly kind: 'output'
      readonly container: string
      readonly lines: readonly OutputLine[]
      readonly droppedLines?: number
    }

/** What the agent says on a control connection. An event is kept until its number, or a later one, is acknowledged. */
export type AgentMessage =
  | { readonly re: number; readonly value: unknown }
  | { readonly seq: number; readonly event: AgentEvent }
