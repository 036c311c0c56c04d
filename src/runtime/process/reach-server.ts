import { rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import type { Server, Socket } from 'node:net'
import type { ReachOpening } from '../../model/agent-protocol.ts'
import { createOpeningReader } from '../../model/agent-wire.ts'

/** Which port of 127.0.0.1 stands for a declared name of a task; undefined for what was not declared. */
export type DeclaredPort = (opening: ReachOpening) => number | undefined

/** Serves agents that want to reach the developer's own services: only what their task has declared. */
export async function startReachServer(socketPath: string, declaredPort: DeclaredPort): Promise<Server> {
  const server = createServer({ allowHalfOpen: true }, (agent) => {
    const read = createOpeningReader()
    const first = (chunk: Buffer): void => {
      try {
        const opening = read(chunk)
        if (opening === undefined) return
        agent.off('data', first)
        const port = declaredPort(JSON.parse(opening.line) as ReachOpening)
        if (port === undefined) agent.destroy()
        else joinTo(agent, opening.rest, port)
      } catch {
        agent.destroy()
      }
    }
    agent.on('data', first)
    agent.on('error', () => agent.destroy())
  })
  rmSync(socketPath, { force: true })
  return await new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ path: socketPath }, () => resolve(server))
  })
}

function joinTo(agent: Socket, beginning: Uint8Array, port: number): void {
  agent.pause()
  const service = connect({ host: '127.0.0.1', port, allowHalfOpen: true })
  service.write(beginning)
  service.on('error', () => agent.destroy()).on('close', () => agent.destroy())
  agent.on('close', () => service.destroy())
  agent.pipe(service)
  service.pipe(agent)
}
