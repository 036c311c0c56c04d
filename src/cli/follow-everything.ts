import { setTimeout as sleep } from 'node:timers/promises'
import type { DaemonClient } from './daemon-client.ts'
import { exitCodes } from './exit-codes.ts'
import { LogReader } from './follow-logs.ts'
import { paint } from './style.ts'

const POLL_MS = 300

/** Prints logs and events as they come, until interrupted. What runs goes on running. */
export async function followEverything(client: DaemonClient): Promise<number> {
  let interrupted = false
  process.once('SIGINT', () => (interrupted = true))
  process.stderr.write('following logs; ctrl-c stops following, `seatrial down` ends everything\n')
  const reader = new LogReader(client)
  const said = new Set<string>()
  while (!interrupted) {
    const { tasks, services } = await client.overview()
    for (const line of await reader.read(tasks)) {
      process.stdout.write(`${paint('cyan', `${line.container}/${line.taskId.slice(0, 8)}`)} ${line.text}\n`)
    }
    for (const { serviceArn, events } of services) {
      for (const { atMs, message } of events.toReversed()) {
        const key = `${serviceArn} ${atMs} ${message}`
        if (!said.has(key)) process.stderr.write(`${paint('dim', message, process.stderr)}\n`)
        said.add(key)
      }
    }
    await sleep(POLL_MS)
  }
  return exitCodes.ok
}
