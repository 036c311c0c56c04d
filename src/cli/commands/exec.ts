import { encodeFrame, FrameReader } from '../../daemon/exec-frames.ts'
import type { DaemonClient } from '../daemon-client.ts'
import { CommandError, exitCodes } from '../exit-codes.ts'
import { findTasks } from '../find-task.ts'

/** Runs a program in a running container, with this terminal's input and output. Ends with the program's code. */
export async function exec(
  client: DaemonClient,
  target: string,
  command: readonly string[],
  options: { readonly container?: string },
): Promise<number> {
  if (command.length === 0)
    throw new CommandError('say what to run: seatrial exec TARGET -- COMMAND', exitCodes.usage)
  const running = findTasks(await client.overview(), target).find(
    ({ lastStatus }) => lastStatus === 'RUNNING',
  )
  if (!running) throw new CommandError(`${target} has no task that is RUNNING`)
  const names = running.containers
    .filter(({ lastStatus }) => lastStatus === 'RUNNING')
    .map(({ name }) => name)
  const container = options.container ?? names[0]
  if (container === undefined || !names.includes(container)) {
    throw new CommandError(
      `the task has no running container ${container ?? ''}; it has: ${names.join(', ')}`,
      exitCodes.usage,
    )
  }
  const socket = await client.exec({ taskId: running.taskId, container, command })
  const reader = new FrameReader()
  const forward = (chunk: Buffer): void => {
    socket.write(encodeFrame({ kind: 'input', bytes: chunk }))
  }
  process.stdin.on('data', forward)
  process.stdin.once('end', () => socket.write(encodeFrame({ kind: 'input-end' })))
  return await new Promise<number>((resolve, reject) => {
    socket.on('data', (chunk: Buffer) => {
      for (const frame of reader.push(chunk)) {
        if (frame.kind === 'stdout') process.stdout.write(frame.bytes)
        if (frame.kind === 'stderr') process.stderr.write(frame.bytes)
        if (frame.kind === 'exit') resolve(frame.exitCode)
        if (frame.kind === 'refused') reject(new CommandError(frame.reason))
      }
    })
    socket.once('close', () =>
      reject(new CommandError('the connection to the container was lost', exitCodes.unknown)),
    )
    socket.once('error', reject)
  }).finally(() => {
    process.stdin.off('data', forward)
    process.stdin.pause()
    socket.destroy()
  })
}
