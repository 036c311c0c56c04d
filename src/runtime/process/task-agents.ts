import { randomInt } from 'node:crypto'
import { rmSync } from 'node:fs'
import type { Server } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { AgentEvent, AgentTask } from '../../model/agent-protocol.ts'
import type {
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

/** The agents of all tasks of a runtime. */
export interface TaskAgents {
  has(taskId: string): boolean
  create(sandbox: TaskSandbox): Promise<SandboxOutcome>
  startContainer(taskId: string, spec: ContainerSpec): Promise<StartOutcome>
  /** Asks a task's agent; does nothing where there is no such task. */
  ask<Op extends 'stop' | 'provide'>(taskId: string, op: Op, fields: AskFields<Op>): Promise<void>
  remove(taskId: string): Promise<void>
  recover(): Promise<RecoveredTask[]>
  detach(): Promise<void>
  removeAll(): Promise<void>
}

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

/** Keeps the tasks whose agents this process talks to. */
export function createTaskAgents(options: TaskAgentsOptions): TaskAgents {
  const { layout, networks, listener, now } = options
  const live = new Map<string, LiveTask>()
  const creating = new Set<string>()
  let reach: Promise<Server> | undefined

  /** Agents read the machine's clock; what they tell is moved to the control plane's. */
  const atControlPlane = (atMs: number): number => atMs + now() - Date.now()

  const report = (taskId: string, event: AgentEvent): void => {
    if (!live.has(taskId)) return
    if (event.kind !== 'output') listener({ ...event, taskId, atMs: atControlPlane(event.atMs) })
    else {
      const lines = event.lines.map(({ atMs, text }) => ({ atMs: atControlPlane(atMs), text }))
      listener({ ...event, taskId, lines })
    }
  }
  const lost = async (taskId: string): Promise<void> => {
    const task = live.get(taskId)
    if (task === undefined) return
    live.delete(taskId)
    if (!(await waitUntilGone(task.identity, lostWithinMs))) await killTree(task.identity)
    listener({ kind: 'task-lost', taskId, atMs: now(), detail: "the task's agent ended, and its containers with it" })
  }
  const clientOf = (taskId: string): Promise<AgentClient> =>
    connectAgent(agentSocket(layout.taskFolder(taskId)), {
      onEvent: (event) => report(taskId, event),
      onClose: () => void lost(taskId),
    })
  const serveReach = async (): Promise<void> => {
    reach ??= startReachServer(layout.reachSocket, ({ taskId, address, port }) => {
      const declared = live.get(taskId)?.task.reachable
      return declared?.find((it) => it.address === address && it.port === port)?.hostPort
    })
    await reach
  }
  const clear = async (taskFolder: string): Promise<void> => {
    const identity = readIdentity(agentIdentityFile(taskFolder))
    if (identity !== undefined) await killTree(identity)
    rmSync(taskFolder, { recursive: true, force: true })
  }
  const create = async (sandbox: TaskSandbox): Promise<void> => {
    checkSocketPath(sandbox.apiSocketPath)
    const taskFolder = layout.taskFolder(sandbox.taskId)
    const task: AgentTask = {
      sandbox,
      reachable: addressReachable(sandbox.reachable),
      reachSocketPath: layout.reachSocket,
      hiddenPaths: options.hiddenPaths,
      defaultPath: toolEnvironment().PATH,
    }
    if (task.reachable.length > 0) await serveReach()
    const { pid: vpcProcess } = await networks.ensure(sandbox.vpcId)
    writeSandboxFiles(taskFolder, task)
    const identity = await startAgent({
      agentPath: options.agentPath,
      taskFolder,
      vpcProcess,
      network: planNetwork(task, `v${shortName(sandbox.taskId)}`, vpcProcess),
    })
    const client = await clientOf(sandbox.taskId)
    live.set(sandbox.taskId, { task, identity, client })
    const begun = await client.ask('task', { task })
    if (!begun.ok) throw new Error(begun.reason)
  }

  const remove = async (taskId: string): Promise<void> => {
    const task = live.get(taskId)
    live.delete(taskId)
    if (task !== undefined) {
      const ended = task.client.ask('end', {}).catch(() => undefined)
      await Promise.race([ended, delay(endWithinMs, undefined, { ref: false })])
      await waitUntilGone(task.identity, lostWithinMs)
      task.client.close()
    }
    await clear(layout.taskFolder(taskId))
  }

  const recoverOne = async (taskFolder: string): Promise<RecoveredTask[]> => {
    const identity = readIdentity(agentIdentityFile(taskFolder))
    const known = [...live.keys()].some((taskId) => layout.taskFolder(taskId) === taskFolder)
    if (known) return []
    // Its first word is its state, which holds the task's id: until then, nothing can be reported.
    let taskId = ''
    try {
      if (identity === undefined) throw new Error('no agent')
      const client = await connectAgent(agentSocket(taskFolder), {
        onEvent: (event) => report(taskId, event),
        onClose: () => void lost(taskId),
      })
      const { task, containers } = await client.ask('state', {})
      if (task === undefined) throw new Error('its task was never told')
      taskId = task.sandbox.taskId
      live.set(taskId, { task, identity, client })
      if (task.reachable.length > 0) await serveReach()
      return [
        {
          taskId,
          containers: containers.map((container) => ({
            ...container,
            startedAtMs: atControlPlane(container.startedAtMs),
            ...(container.finishedAtMs === undefined
              ? {}
              : { finishedAtMs: atControlPlane(container.finishedAtMs) }),
          })),
        },
      ]
    } catch {
      await clear(taskFolder)
      return []
    }
  }
  const taskFolders = (): string[] => namesIn(layout.tasksFolder).map((name) => join(layout.tasksFolder, name))
  const detach = async (): Promise<void> => {
    const clients = [...live.values()].map(({ client }) => client)
    live.clear()
    for (const client of clients) client.close()
    const server = await reach?.catch(() => undefined)
    reach = undefined
    server?.close()
  }

  return {
    has: (taskId) => live.has(taskId),
    async create(sandbox) {
      const { taskId } = sandbox
      if (live.has(taskId) || creating.has(taskId)) return { ok: false, reason: `task ${taskId} is there already` }
      creating.add(taskId)
      try {
        await create(sandbox)
        return { ok: true }
      } catch (error) {
        live.get(taskId)?.client.close()
        live.delete(taskId)
        await clear(layout.taskFolder(taskId))
        return { ok: false, reason: error instanceof Error ? error.message : String(error) }
      } finally {
        creating.delete(taskId)
      }
    },
    async startContainer(taskId, container) {
      const failed = (detail: string): StartOutcome => ({
        ok: false,
        kind: 'other',
        program: container.command[0] ?? '',
        detail,
      })
      const task = live.get(taskId)
      if (task === undefined) return failed(`there is no task ${taskId}`)
      // As Fargate forms it: the task's id and ten digits.
      const runtimeId = `${taskId}-${randomInt(1_000_000_000, 10_000_000_000)}`
      try {
        return await task.client.ask('start', { container, runtimeId })
      } catch (error) {
        return failed(error instanceof Error ? error.message : String(error))
      }
    },
    async ask(taskId, op, fields) {
      // An agent that ends meanwhile is reported as lost; there is nothing more to say here.
      await live.get(taskId)?.client.ask(op, fields).catch(() => undefined)
    },
    remove,
    async recover() {
      const recovered = await Promise.all(taskFolders().map(recoverOne))
      return recovered.flat()
    },
    detach,
    async removeAll() {
      await Promise.all([...live.keys()].map(remove))
      await Promise.all(taskFolders().map(clear))
      await detach()
    },
  }
}
