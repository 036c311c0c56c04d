import { randomInt } from 'node:crypto'
import { rmSync } from 'node:fs'
import type { Server } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { AgentEvent, AgentTask } from '../../model/agent-protocol.ts'
import type {
  ContainerCondition,
  ContainerSpec,
  RecoveredTask,
  RuntimeListener,
  SandboxOutcome,
  StartOutcome,
  TaskSandbox,
} from '../contract.ts'
import { connectAgent } from './agent-client.ts'
import type { AgentClient, AskFields } from './agent-client.ts'
import { startAgent } from './agent-process.ts'
import { agentIdentityFile, agentSocket, checkSocketPath, shortName } from './layout.ts'
import type { Layout } from './layout.ts'
import { killTree, readIdentity, waitUntilGone } from './process-identity.ts'
import type { ProcessIdentity } from './process-identity.ts'
import { startReachServer } from './reach-server.ts'
import { addressReachable, planNetwork, writeSandboxFiles } from './sandbox-files.ts'
import { toolEnvironment } from './tool-environment.ts'
import { namesIn } from './vpc-network.ts'
import type { VpcNetworks } from './vpc-network.ts'

/** An agent that was asked to end its task has this long, then it is killed, and its containers with it. */
const endWithinMs = 5000

/** An agent whose connection broke is waited for so long before it is killed. */
const lostWithinMs = 1000

/** What the agents are made with. */
export interface TaskAgentsOptions {
  readonly layout: Layout
  readonly networks: VpcNetworks
  readonly listener: RuntimeListener
  readonly agentPath: string
  readonly now: () => number
  readonly hiddenPaths: readonly string[]
}

interface LiveTask {
  readonly task: AgentTask
  readonly identity: ProcessIdentity
  readonly client: AgentClient
}

/** The agents of all tasks of a runtime: started, asked, found again, ended. */
export class TaskAgents {
  readonly #options: TaskAgentsOptions
  readonly #live = new Map<string, LiveTask>()
  readonly #creating = new Set<string>()
  #reach: Promise<Server> | undefined

  constructor(options: TaskAgentsOptions) {
    this.#options = options
  }

  has(taskId: string): boolean {
    return this.#live.has(taskId)
  }

  async create(sandbox: TaskSandbox): Promise<SandboxOutcome> {
    const { taskId } = sandbox
    if (this.#live.has(taskId) || this.#creating.has(taskId)) {
      return { ok: false, reason: `task ${taskId} is there already` }
    }
    this.#creating.add(taskId)
    try {
      await this.#start(sandbox)
      return { ok: true }
    } catch (error) {
      this.#live.get(taskId)?.client.close()
      this.#live.delete(taskId)
      await clear(this.#options.layout.taskFolder(taskId))
      return { ok: false, reason: reasonOf(error) }
    } finally {
      this.#creating.delete(taskId)
    }
  }

  async startContainer(taskId: string, container: ContainerSpec): Promise<StartOutcome> {
    const program = container.command[0] ?? ''
    const task = this.#live.get(taskId)
    if (task === undefined) return { ok: false, kind: 'other', program, detail: `there is no task ${taskId}` }
    // As Fargate forms it: the task's id and ten digits.
    const runtimeId = `${taskId}-${randomInt(1_000_000_000, 10_000_000_000)}`
    try {
      return await task.client.ask('start', { container, runtimeId })
    } catch (error) {
      return { ok: false, kind: 'other', program, detail: reasonOf(error) }
    }
  }

  /** Asks a task's agent; does nothing where there is no such task. */
  async ask<Op extends 'stop' | 'provide'>(taskId: string, op: Op, fields: AskFields<Op>): Promise<void> {
    // An agent that ends meanwhile is reported as lost; there is nothing more to say here.
    await this.#live
      .get(taskId)
      ?.client.ask(op, fields)
      .catch(() => undefined)
  }

  /** Ends a task; one of an earlier daemon too. */
  async remove(taskId: string): Promise<void> {
    const task = this.#live.get(taskId)
    this.#live.delete(taskId)
    if (task !== undefined) {
      const ended = task.client.ask('end', {}).catch(() => undefined)
      await Promise.race([ended, delay(endWithinMs, undefined, { ref: false })])
      await waitUntilGone(task.identity, lostWithinMs)
      task.client.close()
    }
    await clear(this.#options.layout.taskFolder(taskId))
  }

  /** Connects to the agents that are there; removes what dead ones have left. */
  async recover(): Promise<RecoveredTask[]> {
    const known = new Set([...this.#live.keys()].map((taskId) => this.#options.layout.taskFolder(taskId)))
    const folders = this.#taskFolders().filter((folder) => !known.has(folder))
    const recovered = await Promise.all(folders.map((folder) => this.#recoverOne(folder)))
    return recovered.flat()
  }

  async detach(): Promise<void> {
    const clients = [...this.#live.values()].map(({ client }) => client)
    this.#live.clear()
    for (const client of clients) client.close()
    const server = await this.#reach?.catch(() => undefined)
    this.#reach = undefined
    server?.close()
  }

  async removeAll(): Promise<void> {
    await Promise.all([...this.#live.keys()].map((taskId) => this.remove(taskId)))
    await Promise.all(this.#taskFolders().map(clear))
    await this.detach()
  }

  async #start(sandbox: TaskSandbox): Promise<void> {
    const { layout, networks, agentPath, hiddenPaths } = this.#options
    checkSocketPath(sandbox.apiSocketPath)
    const taskFolder = layout.taskFolder(sandbox.taskId)
    const task: AgentTask = {
      sandbox,
      reachable: addressReachable(sandbox.reachable),
      reachSocketPath: layout.reachSocket,
      hiddenPaths,
      defaultPath: toolEnvironment().PATH,
    }
    if (task.reachable.length > 0) await this.#serveReach()
    const { pid: vpcProcess } = await networks.ensure(sandbox.vpcId)
    writeSandboxFiles(taskFolder, task)
    const network = planNetwork(task, `v${shortName(sandbox.taskId)}`, vpcProcess)
    const identity = await startAgent({ agentPath, taskFolder, vpcProcess, network })
    const client = await this.#connect(taskFolder, () => sandbox.taskId)
    this.#live.set(sandbox.taskId, { task, identity, client })
    const begun = await client.ask('task', { task })
    if (!begun.ok) throw new Error(begun.reason)
  }

  async #recoverOne(taskFolder: string): Promise<RecoveredTask[]> {
    const identity = readIdentity(agentIdentityFile(taskFolder))
    // The agent's first word is its state, which holds the task's id: until then, nothing can be reported.
    let taskId = ''
    try {
      if (identity === undefined) throw new Error('no agent')
      const client = await this.#connect(taskFolder, () => taskId)
      const { task, containers } = await client.ask('state', {})
      if (task === undefined) throw new Error('its task was never told')
      taskId = task.sandbox.taskId
      this.#live.set(taskId, { task, identity, client })
      if (task.reachable.length > 0) await this.#serveReach()
      return [{ taskId, containers: containers.map((container) => this.#atControlPlane(container)) }]
    } catch {
      await clear(taskFolder)
      return []
    }
  }

  async #connect(taskFolder: string, taskId: () => string): Promise<AgentClient> {
    return await connectAgent(agentSocket(taskFolder), {
      onEvent: (event) => this.#report(taskId(), event),
      onClose: () => void this.#lost(taskId()),
    })
  }

  #report(taskId: string, event: AgentEvent): void {
    if (!this.#live.has(taskId)) return
    const { listener } = this.#options
    if (event.kind === 'output') {
      // One reading of the clocks for all lines: two would make a millisecond between neighbours.
      const aheadMs = this.#moved(0)
      const lines = event.lines.map(({ atMs, text }) => ({ atMs: atMs + aheadMs, text }))
      listener({ ...event, taskId, lines })
    } else listener({ ...event, taskId, atMs: this.#moved(event.atMs) })
  }

  async #lost(taskId: string): Promise<void> {
    const task = this.#live.get(taskId)
    // A task that is being created fails by itself.
    if (task === undefined || this.#creating.has(taskId)) return
    this.#live.delete(taskId)
    if (!(await waitUntilGone(task.identity, lostWithinMs))) await killTree(task.identity)
    const detail = "the task's agent ended, and its containers with it"
    this.#options.listener({ kind: 'task-lost', taskId, atMs: this.#options.now(), detail })
  }

  async #serveReach(): Promise<void> {
    this.#reach ??= startReachServer(this.#options.layout.reachSocket, ({ taskId, address, port }) => {
      const declared = this.#live.get(taskId)?.task.reachable
      return declared?.find((it) => it.address === address && it.port === port)?.hostPort
    })
    await this.#reach
  }

  #taskFolders(): string[] {
    const { tasksFolder } = this.#options.layout
    return namesIn(tasksFolder).map((name) => join(tasksFolder, name))
  }

  /** Agents read the machine's clock; what they tell is moved to the control plane's. */
  #moved(atMs: number): number {
    return atMs + this.#options.now() - Date.now()
  }

  #atControlPlane(container: ContainerCondition): ContainerCondition {
    const { startedAtMs, finishedAtMs } = container
    const finished = finishedAtMs === undefined ? {} : { finishedAtMs: this.#moved(finishedAtMs) }
    return { ...container, startedAtMs: this.#moved(startedAtMs), ...finished }
  }
}

/** Ends what a folder's agent still runs, and removes the folder. */
async function clear(taskFolder: string): Promise<void> {
  const identity = readIdentity(agentIdentityFile(taskFolder))
  if (identity !== undefined) await killTree(identity)
  rmSync(taskFolder, { recursive: true, force: true })
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
