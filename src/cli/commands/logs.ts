import { setTimeout as sleep } from 'node:timers/promises'
import type { DaemonClient } from '../daemon-client.ts'
import { exitCodes } from '../exit-codes.ts'
import { findTasks } from '../find-task.ts'
import { LogReader, type LogLine } from '../follow-logs.ts'
import { paint } from '../style.ts'

const POLL_MS = 250

/** Options of `logs`. */
export interface LogsOptions {
  readonly follow?: boolean
  readonly container?: string
  readonly json?: boolean
  readonly timestamps?: boolean
}

/** Prints what the containers of a task, service or family wrote; with `follow`, goes on until interrupted. */
export async function logs(client: DaemonClient, target: string, options: LogsOptions): Promise<number> {
  const reader = new LogReader(client)
  const first = findTasks(await client.overview(), target)
  const silent = first.flatMap((task) => task.containers).every(({ log }) => log === undefined)
  if (silent) {
    process.stderr.write(`${target} has no container with the awslogs driver: ECS keeps none of its output\n`)
    return exitCodes.ok
  }
  print(await reader.read(first, options.container), options)
  while (options.follow) {
    await sleep(POLL_MS)
    const tasks = findTasks(await client.overview(), target)
    print(await reader.read(tasks, options.container), options)
  }
  return exitCodes.ok
}

function print(lines: readonly LogLine[], options: LogsOptions): void {
  for (const line of lines) {
    if (options.json) {
      process.stdout.write(`${JSON.stringify({ ...line, at: new Date(line.atMs).toISOString() })}\n`)
      continue
    }
    const time = options.timestamps ? `${new Date(line.atMs).toISOString()} ` : ''
    const origin = paint('cyan', `${line.container}/${line.taskId.slice(0, 8)}`)
    process.stdout.write(`${time}${origin} ${line.text}\n`)
  }
}
