import { createServer } from 'node:net'
import type { Server, Socket } from 'node:net'
import type {
  AgentAnswers,
  AgentMessage,
  AgentOpened,
  AgentOpening,
  AgentRequest,
} from '../model/agent-protocol.ts'
import { createLineReader, createOpeningReader } from '../model/agent-wire.ts'
import type { Agent } from './agent.ts'
import type { EventQueue } from './event-queue.ts'
import { serveExec } from './exec-session.ts'
import { connectInside, join } from './tunnels.ts'

/** Serves the daemon's side on the agent's unix socket. `onEnd` is called when the task is over. */
export function createControl(agent: Agent, queue: EventQueue, onEnd: () => void): Server {
  let daemon: Socket | undefined
  return createServer({ allowHalfOpen: true }, (socket) => {
    const readOpening = createOpeningReader()
    const first = guarded(socket, (chunk) => {
      const opening = readOpening(chunk)
      if (opening === undefined) return
      socket.off('data', first)
      const wish = JSON.parse(opening.line) as AgentOpening
      if (wish.open === 'exec') {
        serveExec(socket, opening.rest, agent.container(wish.container), wish.command, agent.tools)
      } else if (wish.open === 'connect') {
        socket.pause()
        void serveConnect(socket, opening.rest, agent, wish.port)
      } else {
        // One daemon at a time: the one that came last is the one that lives.
        daemon?.destroy()
        daemon = socket
        serveControl(socket, opening.rest, { agent, queue, onEnd, isCurrent: () => daemon === socket })
      }
    })
    socket.on('data', first)
    socket.on('error', () => socket.destroy())
  })
}

interface Control {
  readonly agent: Agent
  readonly queue: EventQueue
  readonly onEnd: () => void
  readonly isCurrent: () => boolean
}

/** Ends a connection that says what is no message; a task must not end for it. */
function guarded(socket: Socket, handle: (chunk: Buffer) => void): (chunk: Buffer) => void {
  return (chunk) => {
    try {
      handle(chunk)
    } catch (error) {
      console.error(error)
      socket.destroy()
    }
  }
}

function serveControl(socket: Socket, beginning: Uint8Array, control: Control): void {
  const { agent, queue } = control
  const say = (message: AgentMessage): boolean => socket.write(`${JSON.stringify(message)}\n`)
  const attach = (): void => queue.attach((seq, event) => say({ seq, event }))
  const answer = async (request: Exclude<AgentRequest, { ack: number }>): Promise<void> => {
    const value = await perform(agent, request)
    if (request.op === 'state') queue.forgetTransitions()
    say({ re: request.id, value })
    if (request.op === 'task' || request.op === 'state') attach()
    if (request.op === 'end') socket.end(control.onEnd)
  }
  const readLines = createLineReader()
  const take = guarded(socket, (chunk) => {
    for (const line of readLines(chunk)) {
      const request = JSON.parse(line) as AgentRequest
      if ('ack' in request) queue.acknowledge(request.ack)
      else void answer(request)
    }
  })
  take(Buffer.from(beginning))
  socket.on('data', take)
  socket.on('end', () => socket.end())
  socket.on('close', () => {
    if (control.isCurrent()) queue.detach()
  })
}

async function perform(
  agent: Agent,
  request: Exclude<AgentRequest, { ack: number }>,
): Promise<AgentAnswers[keyof AgentAnswers]> {
  switch (request.op) {
    case 'task':
      return await agent.begin(request.task)
    case 'start':
      return await agent.start(request.container, request.runtimeId)
    case 'stop':
      agent.stop(request.container)
      return null
    case 'provide':
      agent.provide(request.documents)
      return null
    case 'state':
      return agent.state()
    case 'end':
      await agent.end()
      return null
  }
}

async function serveConnect(
  socket: Socket,
  beginning: Uint8Array,
  agent: Agent,
  port: number,
): Promise<void> {
  const answer = (opened: AgentOpened): boolean => socket.write(`${JSON.stringify(opened)}\n`)
  try {
    const inside = await connectInside(port, agent.address() ?? '127.0.0.1')
    answer({ ok: true })
    inside.write(beginning)
    join(socket, inside)
  } catch (error) {
    answer({ ok: false, reason: error instanceof Error ? error.message : String(error) })
    socket.end()
  }
}
