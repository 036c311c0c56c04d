import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, rmdirSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'

/** What a running daemon leaves in its folder, so that commands find it. */
export interface DaemonRecord {
  readonly pid: number
  readonly port: number
  readonly startedAtMs: number
}

/** The places of one daemon's files. */
export interface StateFolder {
  readonly path: string
  readonly database: string
  readonly objects: string
  readonly volumes: string
  readonly log: string
  /** Holds sockets. Short, because a socket's path may have 107 bytes. */
  readonly sockets: string
  /** The runtime's own, below `sockets`. */
  readonly runtime: string
  readonly apiSocket: string
}

/** Where the state is kept where nobody says: per port, so that two daemons do not share one. */
export function defaultStateFolder(port: number, environment: NodeJS.ProcessEnv): string {
  const base = environment.SEATRIAL_STATE ?? environment.XDG_STATE_HOME ?? join(homedir(), '.local', 'state')
  return join(base, 'seatrial', String(port))
}

/** Names the places of a daemon; `open` makes them. */
export function stateFolder(path: string): StateFolder {
  const absolute = resolve(path)
  const key = createHash('sha256').update(absolute).digest('hex').slice(0, 8)
  const sockets = join(process.env.XDG_RUNTIME_DIR ?? tmpdir(), `seatrial-${process.getuid?.() ?? 0}-${key}`)
  return {
    path: absolute,
    database: join(absolute, 'state.db'),
    objects: join(absolute, 'objects'),
    volumes: join(absolute, 'volumes'),
    log: join(absolute, 'daemon.log'),
    sockets,
    runtime: join(sockets, 'r'),
    apiSocket: join(sockets, 'api.sock'),
  }
}

/** Makes the folders, readable by their owner only. */
export function openStateFolder(folder: StateFolder): void {
  for (const path of [folder.path, folder.sockets]) mkdirSync(path, { recursive: true, mode: 0o700 })
}

/** Removes everything the daemon kept. */
export function removeStateFolder(folder: StateFolder): void {
  rmSync(folder.path, { recursive: true, force: true })
  removeIfEmpty(dirname(folder.path))
  rmSync(folder.sockets, { recursive: true, force: true })
}

/** The folder of all daemons' states goes with the last of them; one that somebody else made stays. */
function removeIfEmpty(path: string): void {
  if (basename(path) === 'seatrial') removeWhereEmpty(path)
}

function removeWhereEmpty(path: string): void {
  try {
    rmdirSync(path)
  } catch {
    // Something is in it, or it was never made.
  }
}

/** Says that this process is the daemon of the folder. Throws where another one is, and lives. */
export function claimStateFolder(folder: StateFolder, record: DaemonRecord): void {
  const other = readDaemonRecord(folder)
  if (other && other.pid !== record.pid && isAlive(other.pid)) {
    throw new Error(
      `the state in ${folder.path} is in use by process ${other.pid}, which answers on port ${other.port}`,
    )
  }
  writeFileSync(join(folder.path, 'daemon.json'), `${JSON.stringify(record)}\n`, { mode: 0o600 })
}

/** Says that the daemon is gone. The folder of its sockets goes, too, unless tasks that live on have theirs in it. */
export function releaseStateFolder(folder: StateFolder): void {
  rmSync(join(folder.path, 'daemon.json'), { force: true })
  for (const path of [folder.runtime, folder.sockets]) removeWhereEmpty(path)
}

/** What the last daemon of a folder said of itself; it may be dead. */
export function readDaemonRecord(folder: StateFolder): DaemonRecord | undefined {
  const path = join(folder.path, 'daemon.json')
  if (!existsSync(path)) return undefined
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as DaemonRecord
  } catch {
    return undefined
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
