import { connect, createServer } from 'node:net'
import type { Server, Socket } from 'node:net'
import type { AgentTask, ReachOpening } from '../model/agent-protocol.ts'

/** Joins two connections: what one sends the other gets, each direction ends by itself, trouble ends both. */
export function join(one: Socket, other: Socket): void {
  one.pipe(other)
  other.pipe(one)
  one.on('error', () => other.destroy()).on('close', () => other.destroy())
  other.on('error', () => one.destroy()).on('close', () => one.destroy())
}

/** Accepts connections for a unix socket of the machine; one that nobody serves now is closed at once. */
export function createSocketTunnel(socketPath: string): Server {
  return createServer({ allowHalfOpen: true }, (inside) => {
    join(inside, connect({ path: socketPath, allowHalfOpen: true }))
  })
}

/** Accepts connections for a declared name of the developer's own services, which the daemon's side connects. */
export function createReachTunnel(task: AgentTask, address: string, port: number): Server {
  return createServer({ allowHalfOpen: true }, (inside) => {
    const outside = connect({ path: task.reachSocketPath, allowHalfOpen: true })
    const opening: ReachOpening = { taskId: task.sandbox.taskId, address, port }
    outside.write(`${JSON.stringify(opening)}\n`)
    join(inside, outside)
  })
}

/** Connects to a port of the task: on its loopback first, where a program bound only to its interface, there. */
export async function connectInside(port: number, interfaceAddress: string): Promise<Socket> {
  try {
    return await connected('127.0.0.1', port)
  } catch {
    return await connected(interfaceAddress, port)
  }
}

function connected(host: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, allowHalfOpen: true })
    socket.once('error', reject)
    socket.once('connect', () => {
      socket.off('error', reject)
      resolve(socket)
    })
  })
}

/** Listens, or rejects with the reason. */
export function listen(
  server: Server,
  where: { host: string; port: number } | { path: string },
): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(where, () => {
      server.off('error', reject)
      resolve()
    })
  })
}
