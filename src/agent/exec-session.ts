import type { Socket } from 'node:net'
import type { AgentOpened } from '../model/agent-protocol.ts'
import { createFrameReader, encodeFrame, frameKind } from '../model/agent-wire.ts'
import type { Frame } from '../model/agent-wire.ts'
import { startInside } from './exec.ts'
import type { ExecTarget } from './exec.ts'
import { exitCodeOf } from './signals.ts'
import type { Tools } from './tools.ts'

/** Runs a program in a container for a connection: input from its frames, output and exit code to it. */
export function serveExec(
  socket: Socket,
  beginning: Uint8Array,
  target: ExecTarget | undefined,
  command: readonly string[],
  tools: Tools,
): void {
  const answer = (opened: AgentOpened): boolean => socket.write(`${JSON.stringify(opened)}\n`)
  const child = target === undefined ? undefined : startInside(target, command, tools)
  if (child === undefined) {
    answer({ ok: false, reason: 'there is no such container' })
    socket.end()
    return
  }
  if ('reason' in child) {
    // A program that is not there is the command's own failure, told as a shell tells it.
    if (target?.firstProcess() === undefined) {
      answer({ ok: false, reason: child.reason })
    } else {
      answer({ ok: true })
      socket.write(encodeFrame(frameKind.stderr, Buffer.from(`${child.reason}\n`)))
      socket.write(encodeFrame(frameKind.exit, Buffer.from([child.exitCode])))
    }
    socket.end()
    return
  }
  answer({ ok: true })
  for (const [stream, kind] of [
    [child.stdout, frameKind.stdout],
    [child.stderr, frameKind.stderr],
  ] as const) {
    stream?.on('data', (chunk: Buffer) => {
      if (socket.write(encodeFrame(kind, chunk))) return
      stream.pause()
      socket.once('drain', () => stream.resume())
    })
  }
  const read = createFrameReader()
  const take = (chunk: Uint8Array): void => {
    let frames: Frame[] = []
    try {
      frames = read(chunk)
    } catch {
      socket.destroy()
    }
    for (const frame of frames) {
      if (frame.kind === frameKind.stdin) child.stdin?.write(frame.payload)
      if (frame.kind === frameKind.stdinEnd) child.stdin?.end()
    }
  }
  // Input that comes after the program has ended has nowhere to go.
  child.stdin?.on('error', () => undefined)
  take(beginning)
  socket.on('data', take)
  socket.on('close', () => child.kill('SIGKILL'))
  child.once('close', (code, signal) => {
    socket.end(encodeFrame(frameKind.exit, Buffer.from([exitCodeOf(code, signal)])))
  })
}
