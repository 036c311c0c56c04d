// For tests of the process runtime only: a runtime in a folder of its own, with what it reports.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect } from 'vitest'
import { sandboxOf, specOf } from '../contract-suite.ts'
import type { ContainerSpec, Runtime, TaskSandbox } from '../contract.ts'
import { createEventLog } from '../event-log.ts'
import type { EventLog } from '../event-log.ts'
import { probeProcessRuntime } from './probe.ts'
import { createProcessRuntime } from './process-runtime.ts'

const probe = await probeProcessRuntime()

/** Why tests that need namespaces cannot run here; undefined where they can. It is printed once per file. */
export const refusal = probe.usable ? undefined : `${probe.reason}; ${probe.remedy}`

if (refusal !== undefined)
  console.warn(`skipped, because the process runtime cannot be used here: ${refusal}`)

/** A runtime in a fresh folder. The agent is the built one, unless SEATRIAL_AGENT names another. */
export function openRuntime(log: EventLog, folder = mkdtempSync(join(tmpdir(), 'st-'))): OpenRuntime {
  const make = (log: EventLog): Runtime =>
    createProcessRuntime({
      folder: join(folder, 'r'),
      listener: log.listener,
      ...(process.env['SEATRIAL_AGENT'] === undefined ? {} : { agentPath: process.env['SEATRIAL_AGENT'] }),
    })
  return { runtime: make(log), again: make, apiSocketPath: join(folder, 'api'), folder }
}

/** A runtime under test and where its files are. */
export interface OpenRuntime {
  readonly runtime: Runtime
  readonly again: (log: EventLog) => Runtime
  readonly apiSocketPath: string
  readonly folder: string
}

/** What a test of the process runtime works with; fresh for each test. */
export interface ProcessTest {
  readonly log: EventLog
  readonly open: OpenRuntime
  readonly runtime: Runtime
  /** Makes a task. */
  task(changes?: Partial<TaskSandbox>): Promise<TaskSandbox>
  /** Starts a program in a task and expects that it runs. */
  start(
    task: TaskSandbox,
    name: string,
    command: readonly string[],
    changes?: Partial<ContainerSpec>,
  ): Promise<void>
  /** Runs a program to its end and gives back its exit code and what it wrote. */
  run(task: TaskSandbox, command: readonly string[], changes?: Partial<ContainerSpec>): Promise<string>
}

/** Sets up before, and destroys after, each test of a file. */
export function useProcessRuntime(): ProcessTest {
  let log: EventLog
  let open: OpenRuntime
  let runs = 0
  beforeEach(() => {
    log = createEventLog()
    open = openRuntime(log)
  })
  afterEach(async () => {
    await open.runtime.destroy()
    rmSync(open.folder, { recursive: true, force: true })
  })
  const start: ProcessTest['start'] = async (task, name, command, changes = {}) => {
    const outcome = await open.runtime.startContainer(task.taskId, specOf({ name, command, ...changes }))
    expect(outcome).toMatchObject({ ok: true })
  }
  return {
    get log() {
      return log
    },
    get open() {
      return open
    },
    get runtime() {
      return open.runtime
    },
    async task(changes) {
      const sandbox = sandboxOf(open.apiSocketPath, changes)
      expect(await open.runtime.createTask(sandbox)).toEqual({ ok: true })
      return sandbox
    },
    start,
    async run(task, command, changes) {
      runs += 1
      const name = `run-${runs}`
      await start(task, name, command, changes)
      const { exitCode } = await log.waitFor('container-stopped', ({ container }) => container === name)
      return `${exitCode}: ${log.output(task.taskId, name)}`
    },
  }
}

/** The command that runs a text of JavaScript. */
export function script(text: string): readonly string[] {
  return ['node', '-e', text]
}

/** A server in one line: answers every request with the text, and prints `up` when it listens. */
export function server(port: number, answer: string, host?: string): readonly string[] {
  const where = host === undefined ? `${port}` : `${port}, '${host}'`
  return script(
    `require('http').createServer((_, r) => r.end('${answer}')).listen(${where}, () => console.log('up'))`,
  )
}

/** The command that fetches addresses and prints status and body, or the code of what went wrong. */
export function fetcher(...urls: string[]): readonly string[] {
  return script(`(async () => {
    for (const url of ${JSON.stringify(urls)}) {
      try {
        const response = await fetch(url, { signal: AbortSignal.timeout(1500) })
        console.log(response.status + ' ' + await response.text())
      } catch (error) { console.log(error.cause?.code ?? error.name) }
    }
  })()`)
}
