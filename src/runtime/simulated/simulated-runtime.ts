import { constants } from 'node:os'
import type { ContainerSpec, Runtime, RuntimeEvent, RuntimeListener } from '../contract.ts'

/** What a simulated runtime needs to know. */
export interface SimulatedRuntimeOptions {
  readonly listener: RuntimeListener
  /** The control plane's clock, in milliseconds. */
  readonly now: () => number
  /** Runs something soon; `setImmediate` where it is not given. One is set at a time, however many tasks there are. */
  readonly setTimer?: (callback: () => void) => void
}

/** All that is kept of a container: a simulated cluster has ten thousand tasks. */
interface SimulatedContainer {
  readonly runtimeId: string
  /** The exit code that its stop signal leads to. */
  readonly stopCode: number
  running: boolean
}

const nothingRuns =
  'nothing runs in the simulated runtime: choose --runtime process or docker to run programs'

/**
 * The runtime in which nothing runs. A container is running as soon as it is started and healthy right after; it ends
 * by its stop signal, as a program does that leaves the signal to its default. What happens is reported in order,
 * after the call that caused it has returned.
 */
export function createSimulatedRuntime(options: SimulatedRuntimeOptions): Runtime {
  const { listener, now } = options
  const setTimer = options.setTimer ?? ((callback) => void setImmediate(callback))
  const tasks = new Map<string, Map<string, SimulatedContainer>>()
  let waiting: RuntimeEvent[] = []
  let started = 0

  const deliver = (): void => {
    const events = waiting
    waiting = []
    for (const event of events) if (tasks.has(event.taskId)) listener(event)
  }
  const report = (event: RuntimeEvent): void => {
    waiting.push(event)
    if (waiting.length === 1) setTimer(deliver)
  }
  const start = (taskId: string, spec: ContainerSpec): string => {
    started += 1
    // As Fargate forms it: the task's id and ten digits, which here count.
    const runtimeId = `${taskId}-${String(started).padStart(10, '0')}`
    tasks.get(taskId)?.set(spec.name, { runtimeId, stopCode: stopCodeOf(spec.stopSignal), running: true })
    if (spec.healthCheck !== undefined) {
      const output = 'simulated: the check was not run'
      report({
        kind: 'container-health',
        taskId,
        container: spec.name,
        health: 'HEALTHY',
        output,
        atMs: now(),
      })
    }
    return runtimeId
  }

  return {
    name: 'simulated',
    async createTask({ taskId }) {
      if (tasks.has(taskId)) return { ok: false, reason: `task ${taskId} is there already` }
      tasks.set(taskId, new Map())
      return { ok: true }
    },
    async startContainer(taskId, spec) {
      const failed = (detail: string) =>
        ({ ok: false, kind: 'other', program: spec.command[0] ?? '', detail }) as const
      const containers = tasks.get(taskId)
      if (containers === undefined) return failed(`there is no task ${taskId}`)
      if (containers.get(spec.name)?.running === true) return failed(`container ${spec.name} runs already`)
      return { ok: true, runtimeId: start(taskId, spec) }
    },
    async stopContainer(taskId, container) {
      const found = tasks.get(taskId)?.get(container)
      if (found?.running !== true) return
      found.running = false
      const exitCode = found.stopCode
      report({ kind: 'container-stopped', taskId, container, exitCode, oomKilled: false, atMs: now() })
    },
    exec: async () => ({ ok: false, reason: nothingRuns }),
    provide: async () => undefined,
    connect: () => Promise.reject(new Error(nothingRuns)),
    async removeTask(taskId) {
      tasks.delete(taskId)
    },
    recover: async () => [],
    async detach() {
      tasks.clear()
    },
    async destroy() {
      tasks.clear()
    },
  }
}

/** The exit code of a program that does nothing about its stop signal; 143 for what is no signal. */
function stopCodeOf(stopSignal: string): number {
  const name = stopSignal.toUpperCase().replace(/^(?!SIG|\d)/, 'SIG')
  const number = /^\d+$/.test(name) ? Number(name) : constants.signals[name as NodeJS.Signals]
  return 128 + (number ?? constants.signals.SIGTERM)
}
