import { rmSync } from 'node:fs'
import type { Server } from 'node:http'
import { FrontDoor } from '../aws/front-door.ts'
import { bodies, everyBucketAccount } from '../model/s3/tables.ts'
import { Provisioner } from '../provision/provisioner.ts'
import { briskPace, realPace } from '../scheduler/pace.ts'
import { ObjectFiles } from '../store/object-files.ts'
import { Store } from '../store/store.ts'
import { chooseRuntime, type RuntimeChoice } from './choose-runtime.ts'
import { ControlPlane } from './control-plane/control-plane.ts'
import { execProtocol, serveExec } from './exec-server.ts'
import { randomIds } from './fresh-ids.ts'
import { createHttpServer } from './http-server.ts'
import { localHandler, type Health, type LocalApi } from './local-api.ts'
import { counts, overview } from './overview.ts'
import { PublishedPorts } from './published-ports.ts'
import {
  claimStateFolder,
  openStateFolder,
  releaseStateFolder,
  removeStateFolder,
  stateFolder,
  type StateFolder,
} from './state-folder.ts'
import { diagnoseTarget } from './why.ts'

/** How a daemon is started. */
export interface DaemonOptions {
  /** Port on 127.0.0.1; 0 takes a free one. */
  readonly port: number
  readonly stateFolder: string
  readonly runtime: RuntimeChoice
  readonly pace: 'brisk' | 'real'
  /** Twelve digits. */
  readonly account: string
  readonly region: string
  readonly version: string
  readonly log: (line: string) => void
}

/** A daemon that answers. */
export interface Daemon {
  readonly port: number
  readonly health: Health
  /** What commands may ask, without a connection. */
  readonly api: LocalApi
  /** Resolves when the daemon has ended, by whatever way. */
  readonly ended: Promise<void>
  /** Ends it; tasks keep running unless `destroy` is given, which removes everything it ever made. */
  stop(destroy: boolean): Promise<void>
}

/** Starts the daemon: state, front door, control plane, HTTP server. */
export async function startDaemon(options: DaemonOptions): Promise<Daemon> {
  const folder = stateFolder(options.stateFolder)
  openStateFolder(folder)
  claimStateFolder(folder, { pid: process.pid, port: options.port, startedAtMs: Date.now() })
  const parts = await assemble(options, folder)
  const { store, controlPlane, ports } = parts
  const servers: Server[] = []
  let ended = (): void => {}
  const whenEnded = new Promise<void>((resolve) => (ended = resolve))
  const stop = async (destroy: boolean): Promise<void> => {
    ports.close()
    await controlPlane.close()
    if (destroy) await controlPlane.runtime.destroy()
    else await controlPlane.runtime.detach()
    await store.settled()
    store.close()
    for (const server of servers) {
      server.close()
      server.closeIdleConnections()
      // Whoever asked for the end still gets the answer; nobody else may hold the process up.
      setTimeout(() => server.closeAllConnections(), LAST_ANSWER_MS).unref()
    }
    if (destroy) removeStateFolder(folder)
    else releaseStateFolder(folder)
    ended()
  }
  const api = localApi(parts, stop)
  servers.push(await listen(parts, api, options.port))
  rmSync(folder.apiSocket, { force: true })
  servers.push(await listen(parts, api, folder.apiSocket))
  const address = servers[0]?.address()
  const port = typeof address === 'object' && address !== null ? address.port : options.port
  claimStateFolder(folder, { pid: process.pid, port, startedAtMs: Date.now() })
  await controlPlane.start()
  await ports.follow()
  return { port, health: parts.health, api, ended: whenEnded, stop }
}

/** How long an answer under way may take when the daemon ends. */
const LAST_ANSWER_MS = 500

/** What a daemon is made of. */
interface Parts {
  readonly store: Store
  readonly objects: ObjectFiles
  readonly door: FrontDoor
  readonly controlPlane: ControlPlane
  readonly ports: PublishedPorts
  readonly provisioner: Provisioner
  readonly health: Health
}

async function assemble(options: DaemonOptions, folder: StateFolder): Promise<Parts> {
  const { account, region, pace, version, log } = options
  const now = (): number => Date.now()
  const onBug = (error: unknown, what: string): void => {
    log(`bug: ${what}: ${(error as Error).stack ?? String(error)}`)
  }
  const store = new Store(folder.database)
  const objects = new ObjectFiles(folder.objects)
  // A body whose row did not come to be before a crash belongs to nobody.
  const named = store.view({ account: everyBucketAccount, region })
  objects.sweep((id) => named.get(bodies, id) !== undefined)
  const door = new FrontDoor({ store, objects, now, fresh: randomIds, account, region, onBug })
  const chosen = await chooseRuntime(options.runtime, folder, now)
  const controlPlane = new ControlPlane({
    store,
    objects,
    door,
    runtime: (listener) => chosen.create(listener),
    pace: pace === 'real' ? realPace : briskPace,
    now,
    fresh: randomIds,
    apiSocketPath: folder.apiSocket,
    volumesFolder: folder.volumes,
    onBug,
  })
  return {
    store,
    objects,
    door,
    controlPlane,
    ports: new PublishedPorts(store, controlPlane.runtime),
    provisioner: new Provisioner({ store, door, now, account }),
    health: {
      name: 'seatrial',
      version,
      pid: process.pid,
      account,
      region,
      runtime: chosen.name,
      reason: chosen.reason,
      pace,
      stateFolder: folder.path,
    },
  }
}

function localApi({ store, objects, ports, provisioner, health }: Parts, stop: LocalApi['stop']): LocalApi {
  return {
    health: () => health,
    counts: () => counts(store),
    overview: () => overview(store, (service) => ports.of(service)),
    why: (target) => {
      const onlyKnownImages = health.runtime !== 'simulated'
      return diagnoseTarget({ store, objects, now: () => Date.now(), onlyKnownImages }, target)
    },
    applyStack: async (request, report) => {
      await provisioner.apply(request, report)
      for (const { hostPort, service, reason } of await ports.follow()) {
        const text = `port ${hostPort} of this machine cannot be published for ${service}: ${reason}`
        report({ kind: 'note', text })
      }
    },
    removeStack: async (stack, region, report) => {
      await provisioner.remove(stack, region, report)
      await ports.follow()
    },
    stop,
  }
}

/** Listens on a loopback port, or on a socket through which tasks reach the AWS APIs. */
async function listen(
  { door, objects, controlPlane }: Parts,
  api: LocalApi,
  at: number | string,
): Promise<Server> {
  // Tasks may call AWS, and nothing else of the daemon.
  const local = typeof at === 'string' ? () => false : localHandler(api)
  const server = createHttpServer(door, objects, local)
  if (typeof at === 'number') {
    server.on('upgrade', (request, socket) => {
      if (request.headers.upgrade === execProtocol && request.headers.origin === undefined) {
        serveExec(controlPlane.runtime, request, socket)
      } else socket.destroy()
    })
  }
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    if (typeof at === 'number') server.listen(at, '127.0.0.1', resolve)
    else server.listen(at, resolve)
  })
  return server
}
