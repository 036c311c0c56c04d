import { startDaemon } from '../../daemon/daemon.ts'
import { defaultStateFolder } from '../../daemon/state-folder.ts'
import type { RuntimeChoice } from '../../daemon/choose-runtime.ts'
import { CommandError, exitCodes } from '../exit-codes.ts'
import { packageVersion } from '../../daemon/version.ts'

/** Options of `serve`, and of the daemon that `up` starts. */
export interface ServeOptions {
  readonly port: number
  readonly state?: string
  readonly runtime: RuntimeChoice
  readonly pace: 'brisk' | 'real'
  readonly account: string
  readonly region: string
}

/** Answers the AWS APIs until it is told to end. Tasks go on without it, and are found again by the next one. */
export async function serve(options: ServeOptions): Promise<number> {
  if (!/^\d{12}$/.test(options.account)) {
    throw new CommandError(`an account id has 12 digits, unlike ${options.account}`, exitCodes.usage)
  }
  const log = (line: string): void => {
    process.stderr.write(`${new Date().toISOString()} ${line}\n`)
  }
  const stateFolder = options.state ?? defaultStateFolder(options.port, process.env)
  const daemon = await startDaemon({ ...options, stateFolder, version: packageVersion(), log })
  const { runtime, reason, pace } = daemon.health
  process.stdout.write(`runtime ${runtime} (${reason}) · pace ${pace} · http://127.0.0.1:${daemon.port}\n`)
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.once(signal, () => void daemon.stop(false))
  }
  await daemon.ended
  return exitCodes.ok
}
