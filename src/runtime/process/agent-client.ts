import { connect } from 'node:net'
import type { Socket } from 'node:net'
import type {
  AgentAnswers,
  AgentEvent,
  AgentMessage,
  AgentOpened,
  AgentOpening,
  AgentRequest,
} from '../../model/agent-protocol.ts'
import { createLineReader, createOpeningReader } from '../../model/agent-wire.ts'

type Ask = Exclude<AgentRequest, { ack: number }>

/** What a request holds beside its number and operation. */
export type AskFields<Op extends Ask['op']> = Omit<Extract<Ask, { op: Op }>, 'id' | 'op'>

/** The daemon's end of an agent's control connection. */
export interface AgentClient {
  /** Asks and waits for the answer; rejects when the connection ends before. */
  ask<Op extends Ask['op']>(op: Op, fields: AskFields<Op>): Promise<AgentAnswers[Op]>
  /** Ends the connection; the agent goes on. */
  close(): void
}

/** What happens on a control connection. */
export interface AgentClientHandlers {
  readonly onEvent: (event: AgentEvent) => void
  /** The connection ended, whoever ended it. */
  readonly onClose: () => void
}

/** Opens the control connection of an agent. Rejects where nobody listens. */
export async function connectAgent(socketPath: string, handlers: AgentClientHandlers): Promise<AgentClient> {
  const socket = await opened(socketPath, { open: 'control' })
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>()
  let nextId = 1
  let acknowledged = 0
  let toAcknowledge = 0
  const messages: AgentMessage[] = []
  let draining = false

  const acknowledge = (): void => {
    if (toAcknowledge > acknowledged && socket.writable) socket.write(`{"ack":${toAcknowledge}}\n`)
    acknowledged = toAcknowledge
  }
  const drain = (): void => {
    draining = false
    for (let message = messages.shift(); message !== undefined; message = messages.shift()) {
      if ('re' in message) {
        waiting.get(message.re)?.resolve(message.value as never)
        waiting.delete(message.re)
        // Whoever asked goes on before it hears what happened after the answer.
        drainLater()
        break
      }
      handlers.onEvent(message.event)
      toAcknowledge = message.seq
    }
    acknowledge()
  }
  const drainLater = (): void => {
    if (draining) return
    draining = true
    setImmediate(drain)
  }
  const readLines = createLineReader()
  socket.on('data', (chunk: Buffer) => {
    messages.push(...readLines(chunk).map((line) => JSON.parse(line) as AgentMessage))
    if (!draining) drain()
  })
  // An agent that dies only ends its half.
  socket.on('end', () => socket.destroy())
  socket.on('error', () => socket.destroy())
  socket.on('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('the connection to the agent ended'))
    waiting.clear()
    handlers.onClose()
  })
  return {
    ask: (op, fields) =>
      new Promise((resolve, reject) => {
        if (!socket.writable) {
          reject(new Error('the connection to the agent ended'))
          return
        }
        const id = nextId++
        waiting.set(id, { resolve, reject })
        socket.write(`${JSON.stringify({ ...fields, op, id })}\n`)
      }),
    // What was acknowledged last is still written.
    close: () => socket.destroySoon(),
  }
}

/** Opens a connection for a program or a port of the task, and waits until the agent says that it stands. */
export async function openStream(
  socketPath: string,
  opening: AgentOpening,
): Promise<{ socket: Socket } | { reason: string }> {
  const socket = await opened(socketPath, opening)
  return await new Promise((resolve, reject) => {
    const read = createOpeningReader()
    const take = (chunk: Buffer): void => {
      const answer = read(chunk)
      if (answer === undefined) return
      socket.off('data', take).off('error', reject).off('close', closed)
      socket.pause()
      const said = JSON.parse(answer.line) as AgentOpened
      if (!said.ok) {
        socket.destroy()
        resolve({ reason: said.reason })
        return
      }
      if (answer.rest.length > 0) socket.unshift(answer.rest)
      resolve({ socket })
    }
    const closed = (): void => reject(new Error('the connection to the agent ended'))
    socket.on('data', take).on('error', reject).on('close', closed)
  })
}

function opened(socketPath: string, opening: AgentOpening): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ path: socketPath, allowHalfOpen: true })
    socket.once('error', reject)
    socket.once('connect', () => {
      socket.off('error', reject)
      socket.write(`${JSON.stringify(opening)}\n`)
      resolve(socket)
    })
  })
}
