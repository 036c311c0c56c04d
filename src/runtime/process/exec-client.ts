import { createFrameReader, encodeFrame, frameKind } from '../../model/agent-wire.ts'
import type { ExecOutcome, ExecStreams } from '../contract.ts'
import { openStream } from './agent-client.ts'

/** Runs a program inside a container through its task's agent. */
export async function execThroughAgent(
  socketPath: string,
  container: string,
  command: readonly string[],
  io: ExecStreams,
): Promise<ExecOutcome> {
  const stream = await openStream(socketPath, { open: 'exec', container, command })
  if ('reason' in stream) return { ok: false, reason: stream.reason }
  const { socket } = stream
  const { input } = io
  const send = (chunk: string | Uint8Array): void => {
    const payload = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
    if (!socket.writable || socket.write(encodeFrame(frameKind.stdin, payload))) return
    input?.pause()
    socket.once('drain', () => input?.resume())
  }
  const endInput = (): void => {
    if (socket.writable) socket.write(encodeFrame(frameKind.stdinEnd, new Uint8Array()))
  }
  const abort = (): void => {
    socket.destroy()
  }
  io.signal?.addEventListener('abort', abort)
  if (input === undefined) endInput()
  else input.on('data', send).on('end', endInput)
  try {
    return await new Promise((resolve) => {
      const read = createFrameReader()
      let exitCode: number | undefined
      socket.on('data', (chunk: Buffer) => {
        for (const { kind, payload } of read(chunk)) {
          if (kind === frameKind.stdout) io.output('stdout', payload)
          if (kind === frameKind.stderr) io.output('stderr', payload)
          if (kind === frameKind.exit) exitCode = payload[0]
        }
      })
      socket.on('end', () => socket.end())
      socket.on('error', () => socket.destroy())
      socket.on('close', () => {
        const reason = io.signal?.aborted === true ? 'it was ended from outside' : 'the task ended'
        resolve(exitCode === undefined ? { ok: false, reason } : { ok: true, exitCode })
      })
      socket.resume()
    })
  } finally {
    io.signal?.removeEventListener('abort', abort)
    input?.off('data', send).off('end', endInput)
  }
}
