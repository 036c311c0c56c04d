import type { FrontDoor } from '../../aws/front-door.ts'
import { Fault } from '../../aws/fault.ts'
import { logStreamName } from '../../launch/preparation-steps.ts'
import type { TaskRow } from '../../model/ecs/task.ts'
import type { LogDestination } from '../../model/launch/step.ts'
import type { OutputLine, StartFailure } from '../../model/sandbox.ts'
import { scopeOfArn } from './scope.ts'

/** Lines are sent together after this, so that a busy program is not one request a line. */
const FLUSH_AFTER_MS = 50
/** CloudWatch Logs takes at most so many events and bytes at once, and so many bytes an event. */
const MAX_BATCH_EVENTS = 10_000
const MAX_BATCH_BYTES = 1_000_000
const EVENT_OVERHEAD_BYTES = 26
/** Lines that wait for a stream that cannot be written; the oldest go first, as in awslogs' non-blocking mode. */
const MAX_HELD_LINES = 50_000

interface Stream {
  readonly account: string
  readonly region: string
  readonly logGroupName: string
  readonly logStreamName: string
  lines: OutputLine[]
}

/** Carries what containers write to the log streams their definitions name. */
export class TaskLogs {
  private readonly door: FrontDoor
  private readonly onTrouble: (error: unknown, what: string) => void
  private readonly streams = new Map<string, Stream>()
  private timer: NodeJS.Timeout | undefined
  private sending: Promise<void> = Promise.resolve()

  constructor(door: FrontDoor, onTrouble: (error: unknown, what: string) => void) {
    this.door = door
    this.onTrouble = onTrouble
  }

  /** Makes a container's stream, and its group where the options ask for it. Other drivers keep their lines. */
  async open(task: TaskRow, container: string, log: LogDestination): Promise<void> {
    const stream = this.register(task, container, log)
    if (!stream) return
    const { account, region, logGroupName, logStreamName } = stream
    const caller = { account, region }
    if (log.options['awslogs-create-group'] === 'true') {
      await this.make('CreateLogGroup', { logGroupName }, caller)
    }
    await this.make('CreateLogStream', { logGroupName, logStreamName }, caller)
  }

  /** Knows a stream again that was made before this daemon started. */
  register(task: TaskRow, container: string, log: LogDestination): Stream | undefined {
    const { 'awslogs-group': logGroupName, 'awslogs-region': region } = log.options
    if (log.driver !== 'awslogs' || logGroupName === undefined || region === undefined) return undefined
    const { account } = scopeOfArn(task.taskArn)
    const streamName = logStreamName(log.options, container, task.taskId)
    const stream = { account, region, logGroupName, logStreamName: streamName, lines: [] }
    this.streams.set(`${task.taskArn} ${container}`, stream)
    return stream
  }

  write(taskArn: string, container: string, lines: readonly OutputLine[]): void {
    const stream = this.streams.get(`${taskArn} ${container}`)
    if (!stream) return
    for (const line of lines) stream.lines.push(line)
    if (stream.lines.length > MAX_HELD_LINES) stream.lines.splice(0, stream.lines.length - MAX_HELD_LINES)
    this.timer ??= setTimeout(() => void this.flushAll(), FLUSH_AFTER_MS)
  }

  /** What a program that cannot be run leaves in its log. */
  startFailed(task: TaskRow, container: string, outcome: StartFailure): void {
    if (outcome.kind !== 'exec-format') return
    this.write(task.taskArn, container, [
      { atMs: Date.now(), text: `exec ${outcome.program}: exec format error` },
    ])
  }

  /** Sends what a task has written, and lets go of its streams. */
  async flush(taskArn: string): Promise<void> {
    await this.flushAll()
    for (const key of this.streams.keys()) if (key.startsWith(`${taskArn} `)) this.streams.delete(key)
  }

  async flushAll(): Promise<void> {
    if (this.timer) clearTimeout(this.timer)
    this.timer = undefined
    this.sending = this.sending.then(async () => {
      for (const stream of this.streams.values()) await this.send(stream)
    })
    await this.sending
  }

  private async send(stream: Stream): Promise<void> {
    while (stream.lines.length > 0) {
      const batch = takeBatch(stream)
      const { account, region, logGroupName, logStreamName } = stream
      const logEvents = batch.map(({ atMs, text }) => ({
        timestamp: atMs,
        message: text === '' ? ' ' : text,
      }))
      try {
        await this.door.invoke(
          'logs',
          'PutLogEvents',
          { logGroupName, logStreamName, logEvents },
          { account, region },
        )
      } catch (error) {
        this.onTrouble(error, `log stream ${logGroupName} ${logStreamName}`)
        return
      }
    }
  }

  private async make(
    operation: string,
    input: object,
    caller: { readonly account: string; readonly region: string },
  ): Promise<void> {
    try {
      await this.door.invoke('logs', operation, input, caller)
    } catch (error) {
      if (error instanceof Fault && error.code === 'ResourceAlreadyExistsException') return
      throw error
    }
  }
}

/** Takes from the front what one call may carry, in the order of time that PutLogEvents asks for. */
function takeBatch(stream: Stream): OutputLine[] {
  let bytes = 0
  let count = 0
  for (const { text } of stream.lines) {
    bytes += Buffer.byteLength(text) + EVENT_OVERHEAD_BYTES
    if (count > 0 && (bytes > MAX_BATCH_BYTES || count === MAX_BATCH_EVENTS)) break
    count += 1
  }
  return stream.lines.splice(0, count).toSorted((a, b) => a.atMs - b.atMs)
}
