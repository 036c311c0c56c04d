import type { IncomingMessage } from 'node:http'
import { PassThrough, type Duplex } from 'node:stream'
import type { Runtime } from '../runtime/contract.ts'
import { encodeFrame, FrameReader, type ExecFrame } from './exec-frames.ts'

/** What an exec request asks for, in its `x-seatrial-exec` header as JSON. */
export interface ExecRequest {
  readonly taskId: string
  readonly container: string
  readonly command: readonly string[]
}

/** The name under which a connection becomes an exec connection. */
export const execProtocol = 'seatrial-exec'

/** Takes over an upgraded connection and runs a program in a container over it. */
export function serveExec(runtime: Runtime, request: IncomingMessage, socket: Duplex): void {
  const asked = readRequest(request)
  if (!asked) {
    socket.end('HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n')
    return
  }
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nupgrade: ${execProtocol}\r\nconnection: Upgrade\r\n\r\n`)
  const input = new PassThrough()
  const reader = new FrameReader()
  socket.on('data', (chunk: Buffer) => {
    for (const frame of reader.push(chunk)) {
      if (frame.kind === 'input') input.write(frame.bytes)
      if (frame.kind === 'input-end') input.end()
    }
  })
  socket.on('close', () => input.end())
  socket.on('error', () => input.destroy())
  const send = (frame: ExecFrame): void => {
    if (socket.writable) socket.write(encodeFrame(frame))
  }
  const output = (stream: 'stdout' | 'stderr', chunk: Uint8Array): void => {
    send({ kind: stream, bytes: Buffer.from(chunk) })
  }
  runtime
    .exec(asked.taskId, asked.container, asked.command, { input, output })
    .then((outcome) => {
      if (outcome.ok) send({ kind: 'exit', exitCode: outcome.exitCode })
      else send({ kind: 'refused', reason: outcome.reason })
    })
    .catch((error: unknown) => send({ kind: 'refused', reason: (error as Error).message }))
    .finally(() => socket.end())
}

function readRequest(request: IncomingMessage): ExecRequest | undefined {
  const header = request.headers['x-seatrial-exec']
  if (typeof header !== 'string') return undefined
  try {
    return JSON.parse(Buffer.from(header, 'base64').toString('utf8')) as ExecRequest
  } catch {
    return undefined
  }
}
