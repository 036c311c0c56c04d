import { PassThrough } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import type { ContainerHealth, ContainerSpec, OutputLine } from '../../src/model/sandbox.ts'
import type { ImageSettings } from '../../src/model/project.ts'
import type { Runtime, RuntimeEvent, RuntimeListener } from '../../src/runtime/contract.ts'

/** A container of this image cannot be started: its program is not there. */
export const brokenImage = 'broken'

/** All images, to be run by what stands for a machine here. */
export const hostedImages: readonly ImageSettings[] = ['*', brokenImage].map((reference) => ({
  reference,
  sourceDirectory: '/',
  build: [],
  run: [reference],
  environment: {},
  source: { file: 'seatrial.yaml', line: 1, column: 1 },
}))

/** A machine that does what a test says, and remembers what it was asked. */
export class ScriptedHost {
  /** How long everything takes. */
  delayMs = 0
  /** Containers that end as soon as they run, before that is answered: name → exit code. */
  readonly shortLived = new Map<string, number>()
  readonly specs: ContainerSpec[] = []
  /** Stops that were asked for, in order. */
  readonly stops: string[] = []
  /** A container that cannot be stopped. */
  unstoppable: string | undefined
  private listener: RuntimeListener | undefined
  private readonly tasks = new Map<string, Set<string>>()
  private made = 0

  runtime(listener: RuntimeListener): Runtime {
    this.listener = listener
    const pause = async (): Promise<void> => await delay(this.delayMs)
    return {
      name: 'docker',
      createTask: async ({ taskId }) => {
        this.tasks.set(taskId, new Set())
        await pause()
        return { ok: true }
      },
      startContainer: async (taskId, spec) => {
        this.specs.push(spec)
        await pause()
        if (spec.image === brokenImage)
          return { ok: false, kind: 'not-found', program: 'app', detail: 'no such file' }
        this.tasks.get(taskId)?.add(spec.name)
        const exitCode = this.shortLived.get(spec.name)
        if (exitCode !== undefined) this.exit(taskId, spec.name, exitCode)
        this.made += 1
        return { ok: true, runtimeId: `${taskId}-${this.made}` }
      },
      stopContainer: async (taskId, name) => {
        if (name === this.unstoppable) throw new Error('the kernel refuses')
        this.stops.push(name)
        await pause()
        this.exit(taskId, name, 143)
      },
      exec: async () => ({ ok: false, reason: 'this machine runs nothing' }),
      provide: async () => {},
      connect: async () => new PassThrough(),
      removeTask: async (taskId) => void this.tasks.delete(taskId),
      recover: async () => [],
      detach: async () => {},
      destroy: async () => this.tasks.clear(),
    }
  }

  /** What runs: `taskId name`. */
  running(): string[] {
    return [...this.tasks].flatMap(([taskId, names]) => [...names].map((name) => `${taskId} ${name}`))
  }

  exit(taskId: string, container: string, exitCode: number, oomKilled = false): void {
    this.exitAt(taskId, container, exitCode, Date.now(), oomKilled)
  }

  exitAt(taskId: string, container: string, exitCode: number, atMs: number, oomKilled = false): void {
    if (!this.tasks.get(taskId)?.delete(container)) return
    this.tell({ kind: 'container-stopped', taskId, container, exitCode, oomKilled, atMs })
  }

  health(taskId: string, container: string, health: ContainerHealth): void {
    if (!this.tasks.get(taskId)?.has(container)) return
    this.tell({ kind: 'container-health', taskId, container, health, output: '', atMs: Date.now() })
  }

  output(taskId: string, container: string, lines: readonly OutputLine[]): void {
    this.tell({ kind: 'output', taskId, container, lines })
  }

  lose(taskId: string): void {
    this.tasks.delete(taskId)
    this.tell({ kind: 'task-lost', taskId, atMs: Date.now(), detail: "the task's agent ended" })
  }

  private tell(event: RuntimeEvent): void {
    this.listener?.(event)
  }
}
