import { createServer, type Server, type Socket } from 'node:net'
import { pipeline } from 'node:stream'
import { services, tasks } from '../model/ecs/tables.ts'
import type { TaskRow } from '../model/ecs/task.ts'
import { projects } from '../model/project-state.ts'
import type { PublishedPort } from '../model/project.ts'
import type { Runtime } from '../runtime/contract.ts'
import type { Store } from '../store/store.ts'

/** A container port that is reached on this machine. */
export interface PublishedAddress {
  readonly containerPort: number
  readonly url: string
}

/** A port of this machine that could not be taken. */
export interface PublishProblem {
  readonly hostPort: number
  readonly service: string
  readonly reason: string
}

interface Listener {
  readonly port: PublishedPort
  readonly region: string
  readonly server: Server
  /** Connections that are open: they end with the port. */
  readonly sockets: Set<Socket>
  next: number
}

/** Listens on 127.0.0.1 for the ports that projects publish, and hands each connection to a running task in turn. */
export class PublishedPorts {
  private readonly store: Store
  private readonly runtime: Runtime
  private readonly listeners = new Map<number, Listener>()

  constructor(store: Store, runtime: Runtime) {
    this.store = store
    this.runtime = runtime
  }

  /** Opens and closes ports until they are those that the projects of the account name. */
  async follow(): Promise<PublishProblem[]> {
    const wanted = new Map<number, { port: PublishedPort; region: string }>()
    for (const scope of this.store.scopesOf(projects)) {
      for (const project of this.store.view(scope).all(projects)) {
        for (const port of project.publish) wanted.set(port.hostPort, { port, region: scope.region })
      }
    }
    for (const hostPort of this.listeners.keys()) {
      if (wanted.has(hostPort)) continue
      this.shut(hostPort)
    }
    const problems: PublishProblem[] = []
    for (const [hostPort, { port, region }] of wanted) {
      const reason = this.listeners.has(hostPort) ? undefined : await this.open(port, region)
      if (reason !== undefined) problems.push({ hostPort, service: port.service, reason })
    }
    return problems
  }

  of(service: string): PublishedAddress[] {
    return [...this.listeners.values()]
      .filter(({ port }) => port.service === service)
      .map(({ port }) => ({ containerPort: port.containerPort, url: `http://127.0.0.1:${port.hostPort}` }))
  }

  close(): void {
    for (const hostPort of this.listeners.keys()) this.shut(hostPort)
  }

  private shut(hostPort: number): void {
    const listener = this.listeners.get(hostPort)
    listener?.server.close()
    for (const socket of listener?.sockets ?? []) socket.destroy()
    this.listeners.delete(hostPort)
  }

  private async open(port: PublishedPort, region: string): Promise<string | undefined> {
    const server = createServer((socket) => {
      listener.sockets.add(socket)
      socket.once('close', () => listener.sockets.delete(socket))
      this.connect(listener, socket).catch(() => socket.destroy())
    })
    const listener: Listener = { port, region, server, sockets: new Set(), next: 0 }
    return await new Promise((resolve) => {
      server.once('error', (error: NodeJS.ErrnoException) => {
        resolve(error.code === 'EADDRINUSE' ? 'another program listens there' : error.message)
      })
      server.listen(port.hostPort, '127.0.0.1', () => {
        this.listeners.set(port.hostPort, listener)
        resolve(undefined)
      })
    })
  }

  private async connect(listener: Listener, socket: Socket): Promise<void> {
    const running = this.running(listener)
    const task = running[listener.next % Math.max(1, running.length)]
    listener.next += 1
    if (!task) {
      socket.destroy()
      return
    }
    const inside = await this.runtime.connect(task.taskId, listener.port.containerPort)
    pipeline(socket, inside, socket, () => {
      socket.destroy()
      inside.destroy()
    })
  }

  private running({ port, region }: Listener): TaskRow[] {
    return this.store.scopesOf(services).flatMap((scope) => {
      if (scope.region !== region) return []
      const view = this.store.view(scope)
      return [...view.all(services)]
        .filter(({ serviceName, status }) => serviceName === port.service && status === 'ACTIVE')
        .flatMap(({ serviceArn }) => [...view.by(tasks, 'service', serviceArn)])
        .filter(({ lastStatus, desiredStatus }) => lastStatus === 'RUNNING' && desiredStatus === 'RUNNING')
    })
  }
}
