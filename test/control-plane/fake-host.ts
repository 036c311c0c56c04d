import { PassThrough } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import type {
  ContainerCondition,
  RecoveredTask,
  Runtime,
  RuntimeEvent,
  RuntimeListener,
} from '../../src/runtime/contract.ts'

/** How often things go wrong, between 0 and 1, and how long they take at most. */
export interface Fate {
  readonly maxDelayMs: number
  readonly sandboxFails: number
  readonly startFails: number
  /** A container that ends by itself soon after its start. */
  readonly dies: number
  /** An agent that is lost with its containers. */
  readonly lost: number
}

interface HostTask {
  readonly containers: Map<string, ContainerCondition>
}

/** A machine for tests, on which tasks outlive the control planes that come and go. All chance is its seed's. */
export class FakeHost {
  readonly tasks = new Map<string, HostTask>()
  /** How often each container began to run: `taskId name`. */
  readonly starts = new Map<string, number>()
  private readonly fate: Fate
  private seed: number
  private listener: RuntimeListener | undefined
  private made = 0

  constructor(seed: number, fate: Fate) {
    this.seed = seed
    this.fate = fate
  }

  /** A pseudo-random number between 0 and 1 (mulberry32). */
  random(): number {
    this.seed = (this.seed + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.seed ^ (this.seed >>> 15), 1 | this.seed)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }

  /** A connection to this machine, as one control plane has it. */
  runtime(listener: RuntimeListener): Runtime {
    let attached = true
    this.listener = listener
    const pause = async (): Promise<void> => {
      await delay(this.random() * this.fate.maxDelayMs)
      // Whoever asked is dead: the answer never comes.
      if (!attached) await new Promise(() => {})
    }
    return {
      name: 'docker',
      createTask: async ({ taskId }) => {
        if (this.tasks.has(taskId)) return { ok: false, reason: `task ${taskId} is there already` }
        if (this.random() < this.fate.sandboxFails) {
          await pause()
          return { ok: false, reason: 'no more namespaces' }
        }
        this.tasks.set(taskId, { containers: new Map() })
        await pause()
        if (this.random() < this.fate.lost) void this.loseLater(taskId)
        return { ok: true }
      },
      startContainer: async (taskId, { name }) => {
        const started = this.start(taskId, name)
        await pause()
        return started === undefined
          ? { ok: false, kind: 'not-found', program: 'app', detail: 'not there' }
          : { ok: true, runtimeId: started }
      },
      stopContainer: async (taskId, name) => {
        await pause()
        void this.endLater(taskId, name, 143)
      },
      exec: async () => ({ ok: false, reason: 'this machine runs nothing' }),
      provide: pause,
      connect: async () => new PassThrough(),
      removeTask: async (taskId) => {
        this.tasks.delete(taskId)
        await pause()
      },
      recover: async () => {
        const found: RecoveredTask[] = [...this.tasks].map(([taskId, { containers }]) => ({
          taskId,
          containers: [...containers.values()],
        }))
        await delay(this.random() * this.fate.maxDelayMs)
        return found
      },
      detach: async () => {
        attached = false
        if (this.listener === listener) this.listener = undefined
      },
      destroy: async () => {
        attached = false
        this.tasks.clear()
      },
    }
  }

  private start(taskId: string, name: string): string | undefined {
    const task = this.tasks.get(taskId)
    if (!task) return undefined
    if (this.random() < this.fate.startFails) return undefined
    const key = `${taskId} ${name}`
    this.starts.set(key, (this.starts.get(key) ?? 0) + 1)
    this.made += 1
    const runtimeId = `${taskId}-${this.made}`
    task.containers.set(name, {
      name,
      runtimeId,
      state: 'running',
      health: 'UNKNOWN',
      startedAtMs: Date.now(),
    })
    if (this.random() < this.fate.dies) void this.endLater(taskId, name, Math.floor(this.random() * 3))
    return runtimeId
  }

  private async endLater(taskId: string, name: string, exitCode: number): Promise<void> {
    await delay(this.random() * this.fate.maxDelayMs)
    const containers = this.tasks.get(taskId)?.containers
    const container = containers?.get(name)
    if (!containers || container?.state !== 'running') return
    const atMs = Date.now()
    containers.set(name, { ...container, state: 'stopped', exitCode, oomKilled: false, finishedAtMs: atMs })
    this.tell({ kind: 'container-stopped', taskId, container: name, exitCode, oomKilled: false, atMs })
  }

  private async loseLater(taskId: string): Promise<void> {
    await delay(this.random() * this.fate.maxDelayMs * 3)
    if (!this.tasks.delete(taskId)) return
    this.tell({ kind: 'task-lost', taskId, atMs: Date.now(), detail: "the task's agent ended" })
  }

  private tell(event: RuntimeEvent): void {
    this.listener?.(event)
  }
}
