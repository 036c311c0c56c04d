import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Health } from '../daemon/local-api.ts'
import { defaultStateFolder, openStateFolder, stateFolder } from '../daemon/state-folder.ts'
import type { ServeOptions } from './commands/serve.ts'
import type { DaemonClient } from './daemon-client.ts'
import { CommandError, exitCodes } from './exit-codes.ts'
import { assetUrl } from '../model/asset.ts'

const START_WITHIN_MS = 15_000
const POLL_MS = 20
const LOG_TAIL_LINES = 12

/** The daemon on this port: the one that answers, or a new one in the background. */
export async function ensureDaemon(client: DaemonClient, options: ServeOptions): Promise<Health> {
  const running = await client.health()
  if (running) return running
  const folder = stateFolder(options.state ?? defaultStateFolder(options.port, process.env))
  openStateFolder(folder)
  const main = fileURLToPath(assetUrl('cli/main.js'))
  const log = openSync(folder.log, 'a', 0o600)
  const { port, runtime, pace, account, region } = options
  const words = [
    'serve',
    '--port',
    String(port),
    '--state',
    folder.path,
    '--runtime',
    runtime,
    '--pace',
    pace,
  ]
  const child = spawn(process.execPath, [main, ...words, '--account', account, '--region', region], {
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  let exitCode: number | null = null
  child.once('exit', (code) => (exitCode = code ?? 1))
  const until = Date.now() + START_WITHIN_MS
  while (Date.now() < until && exitCode === null) {
    const health = await client.health()
    if (health) {
      child.unref()
      return health
    }
    await sleep(POLL_MS)
  }
  child.unref()
  const tail = readFileSync(folder.log, 'utf8').trimEnd().split('\n').slice(-LOG_TAIL_LINES).join('\n')
  const what = exitCode === null ? 'did not answer in time' : `ended with code ${String(exitCode)}`
  throw new CommandError(`the daemon ${what}; its log (${folder.log}) ends:\n${tail}`, exitCodes.unknown)
}
