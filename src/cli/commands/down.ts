import { setTimeout as sleep } from 'node:timers/promises'
import { existsSync } from 'node:fs'
import {
  defaultStateFolder,
  readDaemonRecord,
  removeStateFolder,
  stateFolder,
} from '../../daemon/state-folder.ts'
import { createProcessRuntime } from '../../runtime/process/process-runtime.ts'
import type { DaemonClient } from '../daemon-client.ts'
import { exitCodes } from '../exit-codes.ts'

const END_WITHIN_MS = 60_000
const POLL_MS = 25

/** Ends everything: tasks, namespaces, the daemon, and what it kept. Works where the daemon has died, too. */
export async function down(
  client: DaemonClient,
  options: { readonly port: number; readonly state?: string },
): Promise<number> {
  const health = await client.health()
  if (health) {
    await client.stop(true)
    await ended(health.pid)
    process.stdout.write('stopped, and removed everything that was kept\n')
    return exitCodes.ok
  }
  const folder = stateFolder(options.state ?? defaultStateFolder(options.port, process.env))
  if (!existsSync(folder.path) && !existsSync(folder.sockets)) {
    process.stdout.write('nothing is up\n')
    return exitCodes.ok
  }
  const left = readDaemonRecord(folder)
  await createProcessRuntime({ folder: folder.runtime, listener: () => {} }).destroy()
  removeStateFolder(folder)
  const died = left ? `the daemon (process ${left.pid}) had died; ` : ''
  process.stdout.write(`${died}stopped its tasks, and removed everything that was kept\n`)
  return exitCodes.ok
}

async function ended(pid: number): Promise<void> {
  const until = Date.now() + END_WITHIN_MS
  while (Date.now() < until) {
    try {
      process.kill(pid, 0)
    } catch {
      return
    }
    await sleep(POLL_MS)
  }
}
