import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import type { Socket } from 'node:net'
import { setImmediate, setTimeout as delay } from 'node:timers/promises'
import type { AgentEvent } from '../model/agent-protocol.ts'
import type { ContainerCondition, ContainerHealth, ContainerSpec } from '../model/sandbox.ts'
import { runInside } from './exec.ts'
import type { ExecTarget } from './exec.ts'
import { createHealthCheck } from './health-check.ts'
import type { Launch, UserIds } from './launch-command.ts'
import { createOutputLines } from './output-lines.ts'
import type { OutputPipes } from './output-pipes.ts'
import { childrenOf, processTree, programName } from './processes.ts'
import { exitCodeOf, signalNumber } from './signals.ts'
import type { Tools } from './tools.ts'

/** How often it is looked whether the chain of programs has become the container's own. */
const startPollMs = 1

/** The chain takes some milliseconds; on a machine that needs this long the program is taken to have started. */
const startWaitMs = 10_000

/** A pipe that something outside the container holds open is not waited for any longer than this. */
const drainMs = 500

/** What the programs of the chain say when they fail. */
const chainComplaint = /^(?:setpriv|nsenter|unshare|mount): .*$/m

/** What util-linux's unshare says, and ends with 1, when its child was killed (seen in 2.38). */
const killNotice = /^unshare: sigprocmask unblock failed: /

/** A started container: its processes, and what is known about them. */
export interface Container extends ExecTarget {
  condition(): ContainerCondition
  /** All its processes, those run beside it included. */
  processes(): number[]
  /** Sends the stop signal, and SIGKILL after the stop timeout. */
  stop(): void
  /** Ends it at once; `outOfMemory` is told with its exit. */
  kill(outOfMemory: boolean): void
  /** Resolves when it has ended and its end was reported. */
  readonly ended: Promise<void>
}

/** What a container is started with, all of it decided. */
export interface ContainerStart {
  readonly spec: ContainerSpec
  readonly runtimeId: string
  readonly environment: Readonly<Record<string, string>>
  readonly ids: UserIds
  readonly launch: Launch
  readonly tools: Tools
  readonly pipes: OutputPipes
  readonly report: (event: AgentEvent) => void
}

/** A start that failed before the program ran: the message of the one in the chain that failed. */
export interface ChainFailure {
  readonly failed: string
}

/** Starts a container. Resolves when its program runs, or is known not to. */
export async function runContainer(start: ContainerStart): Promise<Container | ChainFailure> {
  const stdout = await start.pipes.take()
  const stderr = await start.pipes.take()
  const startedAtMs = Date.now()
  const child = spawn(start.launch.file, start.launch.args, {
    env: { ...start.environment },
    stdio: ['ignore', stdout.writeEnd, stderr.writeEnd],
  })
  const streams = [stdout.read(), stderr.read()] as const
  const complaints = forwardOutput(streams, start)
  const end = endOf(child, streams, complaints)
  const first = await firstProcessOf(child, start.tools)
  if (first === undefined) {
    const { code } = await end
    const failed = complaints.failed()
    if (child.pid === undefined || (failed !== undefined && [1, 126, 127].includes(code))) {
      return { failed: failed ?? `${start.launch.file} could not be run` }
    }
  }
  return containerOf(start, { chain: child.pid, first, end, startedAtMs })
}

/** The processes of a container that was started. */
interface Started {
  /** The outer end of the chain, which waits for the first process and ends with its exit code. */
  readonly chain: number | undefined
  readonly first: number | undefined
  readonly end: Promise<End>
  readonly startedAtMs: number
}

interface End {
  readonly code: number
  readonly atMs: number
}

function containerOf(start: ContainerStart, started: Started): Container {
  const { spec, report, tools } = start
  const { first } = started
  let health: ContainerHealth = 'UNKNOWN'
  let ended: End | undefined
  let oomKilled = false
  let killTimer: NodeJS.Timeout | undefined
  const beside = new Set<ChildProcess>()
  const firstProcess = (): number | undefined => (ended === undefined ? first : undefined)

  const killAll = (): void => {
    if (ended !== undefined) return
    // The chain goes first: `unshare` cannot pass on that its child was killed, and would end with 1.
    signal(started.chain, 9)
    signal(first, 9)
  }
  const target: ExecTarget = {
    spec,
    environment: start.environment,
    ids: start.ids,
    firstProcess,
    adopt(child) {
      beside.add(child)
      child.once('close', () => beside.delete(child))
    },
  }
  const check = createHealthCheck(
    spec.healthCheck,
    (command, timeoutMs) => runInside(target, command, timeoutMs, tools),
    (status, output) => {
      health = status
      report({ kind: 'container-health', container: spec.name, health, output, atMs: Date.now() })
    },
  )
  const finish = async (): Promise<void> => {
    const { code, atMs } = await started.end
    check.stop()
    clearTimeout(killTimer)
    ended = { code, atMs }
    // The answer to the start comes before the end, however short the program was.
    await setImmediate()
    report({ kind: 'container-stopped', container: spec.name, exitCode: code, oomKilled, atMs })
  }
  return {
    ...target,
    condition: () => ({
      name: spec.name,
      runtimeId: start.runtimeId,
      state: ended === undefined ? 'running' : 'stopped',
      ...(ended === undefined ? {} : { exitCode: ended.code, oomKilled, finishedAtMs: ended.atMs }),
      health,
      startedAtMs: started.startedAtMs,
    }),
    processes() {
      const roots = [firstProcess(), ...[...beside].map((child) => child.pid)]
      return roots.filter((pid) => pid !== undefined).flatMap(processTree)
    },
    stop() {
      if (ended !== undefined || killTimer !== undefined) return
      signal(firstProcess(), signalNumber(spec.stopSignal))
      killTimer = setTimeout(killAll, spec.stopTimeoutMs)
    },
    kill(outOfMemory) {
      if (ended !== undefined) return
      oomKilled ||= outOfMemory
      killAll()
    },
    ended: finish(),
  }
}

/** Sends a signal; a process that is gone needs none. */
function signal(pid: number | undefined, number: number): void {
  if (pid === undefined) return
  try {
    process.kill(pid, number)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

/** Resolves with the exit code when the chain has ended and all it wrote was read. */
async function endOf(child: ChildProcess, streams: readonly Socket[], complaints: Complaints): Promise<End> {
  const drained = streams.map((stream) => new Promise((resolve) => stream.once('close', resolve)))
  const end = await new Promise<End>((resolve) => {
    child.once('error', () => resolve({ code: 127, atMs: Date.now() }))
    child.once('exit', (code, signal) => resolve({ code: exitCodeOf(code, signal), atMs: Date.now() }))
  })
  await Promise.race([Promise.all(drained), delay(drainMs, undefined, { ref: false })])
  return complaints.killed() && end.code === 1 ? { ...end, code: 137 } : end
}

/** What the chain itself said on the container's stderr. */
interface Complaints {
  /** Why the program could not be started. */
  failed(): string | undefined
  /** Whether the first process was killed from outside, which the chain cannot pass on as an exit code. */
  killed(): boolean
}

/** Reports what the container writes, line by line, and keeps apart what is not the program's. */
function forwardOutput(streams: readonly [Socket, Socket], start: ContainerStart): Complaints {
  const [, stderr] = streams
  let beginning = ''
  let killed = false
  for (const stream of streams) {
    const lines = createOutputLines()
    const send = (all: string[]): void => {
      const texts = all.filter((text) => stream !== stderr || !killNotice.test(text))
      killed ||= texts.length < all.length
      if (texts.length === 0) return
      const atMs = Date.now()
      const stamped = texts.map((text) => ({ atMs, text }))
      start.report({ kind: 'output', container: start.spec.name, lines: stamped })
    }
    stream.on('data', (chunk: Buffer) => {
      if (stream === stderr && beginning.length < 1024) beginning += chunk.toString('utf8')
      send(lines.push(chunk))
    })
    stream.on('end', () => send(lines.end()))
    stream.on('error', () => stream.destroy())
  }
  return { failed: () => chainComplaint.exec(beginning)?.[0], killed: () => killed }
}

/**
 * The container's first process, once it is the program itself: the child of the first `unshare`, when it is neither
 * `unshare` nor `setpriv` any more. Undefined when the chain ended before it was seen, which may also be a program
 * that was very quick.
 */
async function firstProcessOf(child: ChildProcess, tools: Tools): Promise<number | undefined> {
  const until = performance.now() + startWaitMs
  let first: number | undefined
  while (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
    first ??= childrenOf(child.pid)[0]
    if (first !== undefined) {
      const name = programName(first)
      if (name !== '' && name !== tools.unshare && name !== tools.setpriv) return first
      if (performance.now() > until) return first
    }
    await delay(startPollMs)
  }
  return undefined
}
