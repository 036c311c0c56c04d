import { chmodSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { assetUrl } from '../../model/asset.ts'
import type { Runtime, RuntimeListener } from '../contract.ts'
import { openStream } from './agent-client.ts'
import { execThroughAgent } from './exec-client.ts'
import { agentSocket, layoutOf } from './layout.ts'
import { TaskAgents } from './task-agents.ts'
import { createVpcNetworks } from './vpc-network.ts'

/** What a process runtime needs to know. */
export interface ProcessRuntimeOptions {
  /** Where it keeps its sockets and files; made if missing, and removed by `destroy`. A short path: see `layoutOf`. */
  readonly folder: string
  readonly listener: RuntimeListener
  /** The compiled agent, `agent/main.js`. */
  readonly agentPath?: string
  /** The control plane's clock in milliseconds, where it is not the machine's: times that are reported follow it. */
  readonly now?: () => number
  /** Further folders of this machine that containers find empty, e.g. the daemon's state. */
  readonly hiddenPaths?: readonly string[]
}

/**
 * The runtime in which a container is the program itself, on this machine, in namespaces of the task: an ordinary user
 * can run it, and nothing has to be installed. Throws an Error where the folder's path is too long.
 */
export function createProcessRuntime(options: ProcessRuntimeOptions): Runtime {
  const layout = layoutOf(options.folder)
  mkdirSync(layout.folder, { recursive: true, mode: 0o700 })
  chmodSync(layout.folder, 0o700)
  const networks = createVpcNetworks(layout)
  const agents = new TaskAgents({
    layout,
    networks,
    listener: options.listener,
    agentPath: options.agentPath ?? compiledAgent(),
    now: options.now ?? Date.now,
    // Programs find the developer's keys before the task's in ~/.aws, and other tasks' sockets in the folder.
    hiddenPaths: ['/run', layout.folder, join(homedir(), '.aws'), ...(options.hiddenPaths ?? [])],
  })
  return {
    name: 'process',
    createTask: (task) => agents.create(task),
    startContainer: (taskId, container) => agents.startContainer(taskId, container),
    async stopContainer(taskId, container) {
      await agents.ask(taskId, 'stop', { container })
    },
    async provide(taskId, documents) {
      await agents.ask(taskId, 'provide', { documents })
    },
    async exec(taskId, container, command, io) {
      if (!agents.has(taskId)) return { ok: false, reason: `there is no task ${taskId}` }
      try {
        return await execThroughAgent(agentSocket(layout.taskFolder(taskId)), container, command, io)
      } catch (error) {
        return { ok: false, reason: reasonOf(error) }
      }
    },
    async connect(taskId, port) {
      if (!agents.has(taskId)) throw new Error(`there is no task ${taskId}`)
      const stream = await openStream(agentSocket(layout.taskFolder(taskId)), { open: 'connect', port })
      if ('reason' in stream) throw new Error(stream.reason)
      return stream.socket
    },
    removeTask: (taskId) => agents.remove(taskId),
    recover: () => agents.recover(),
    detach: () => agents.detach(),
    async destroy() {
      await agents.removeAll()
      await networks.removeAll()
      rmSync(layout.folder, { recursive: true, force: true })
    },
  }
}

/** The agent as the build leaves it, beside the rest of it or, when this runs from source, in dist. */
function compiledAgent(): string {
  const places = ['agent/main.js', '../dist/agent/main.js']
  const paths = places.map((place) => fileURLToPath(assetUrl(place)))
  const found = paths.find((path) => existsSync(path))
  if (found === undefined) throw new Error(`the agent is not built: ${paths.join(' and ')} are missing`)
  return found
}

/** What an error says. */
function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
