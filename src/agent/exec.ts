import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { execCommand } from './launch-command.ts'
import type { UserIds } from './launch-command.ts'
import { resolveProgram } from './program.ts'
import { exitCodeOf } from './signals.ts'
import type { Tools } from './tools.ts'
import type { ContainerSpec } from '../model/sandbox.ts'

/** A running container, as far as a further program in it needs it. */
export interface ExecTarget {
  readonly spec: ContainerSpec
  readonly environment: Readonly<Record<string, string>>
  readonly ids: UserIds
  /** The container's first process as this machine numbers it; undefined when it is gone. */
  firstProcess(): number | undefined
  /** Counts a program run beside it as one of its own, until it ends. */
  adopt(child: ChildProcess): void
}

/** A program that could not be run inside a container, and the exit code a shell has for it. */
export interface ExecRefusal {
  readonly exitCode: 126 | 127
  readonly reason: string
}

/** Starts a further program in a container, with pipes for its input and output, or says why it cannot be. */
export function startInside(
  target: ExecTarget,
  command: readonly string[],
  tools: Tools,
): ChildProcess | ExecRefusal {
  const first = target.firstProcess()
  if (first === undefined) return { exitCode: 126, reason: `container ${target.spec.name} is not running` }
  const { spec, environment } = target
  const program = resolveProgram(command, {
    path: environment['PATH'] ?? '',
    workingDirectory: spec.workingDirectory ?? '/',
    ...(spec.programs && { programs: spec.programs }),
  })
  if (!program.ok) {
    return {
      exitCode: program.kind === 'not-found' ? 127 : 126,
      reason: `exec failed: unable to start container process: ${program.detail}`,
    }
  }
  const launch = execCommand(target.spec, command, target.ids, first, tools)
  const child = spawn(launch.file, launch.args, { env: { ...target.environment }, stdio: 'pipe' })
  target.adopt(child)
  return child
}

/** How a short program ended, and what it said; `timedOut` where it was killed for taking too long. */
export interface InsideResult {
  readonly exitCode: number
  readonly output: string
  readonly timedOut: boolean
}

/** ECS keeps this much of what a health check says. */
const outputLimit = 4096

/** Runs a program in a container to its end, or kills it after the timeout. */
export function runInside(
  target: ExecTarget,
  command: readonly string[],
  timeoutMs: number,
  tools: Tools,
): Promise<InsideResult> {
  const child = startInside(target, command, tools)
  if ('reason' in child) {
    return Promise.resolve({ exitCode: child.exitCode, output: child.reason, timedOut: false })
  }
  return new Promise((resolve) => {
    let output = ''
    let timedOut = false
    const collect = (chunk: Buffer): void => {
      if (output.length < outputLimit) output = (output + chunk.toString('utf8')).slice(0, outputLimit)
    }
    const timer = setTimeout(() => {
      timedOut = true
      child.kill('SIGKILL')
    }, timeoutMs)
    child.stdin?.on('error', () => undefined).end()
    child.stdout?.on('data', collect)
    child.stderr?.on('data', collect)
    child.once('error', (error) => {
      clearTimeout(timer)
      resolve({ exitCode: 126, output: error.message, timedOut: false })
    })
    child.once('close', (code, signal) => {
      clearTimeout(timer)
      resolve({ exitCode: exitCodeOf(code, signal), output, timedOut })
    })
  })
}
