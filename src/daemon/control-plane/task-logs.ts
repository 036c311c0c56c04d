import type { FrontDoor } from '../../aws/front-door.ts'
import { Fault } from '../../aws/fault.ts'
import { logStreamName } from '../../launch/preparation-steps.ts'
import type { TaskRow } from '../../model/ecs/task.ts'
import type { LogDestination } from '../../model/launch/step.ts'
import type { OutputLine } from '../../model/sandbox.ts'
import { LogStream } from './log-stream.ts'
import { scopeOfArn } from './scope.ts'

/** Lines are sent together after this, so that a busy program is not one request a line. */
const FLUSH_AFTER_MS = 50

/** What the streams of tasks are written with. */
interface TaskLogsOptions {
  readonly door: FrontDoor
  /** Told of a stream that could not be written. */
  readonly onTrouble: (error: unknown, what: string) => void
}

/** Carries what containers write to the log streams their definitions name. */
export class TaskLogs {
  private readonly options: TaskLogsOptions
  /** The streams of a task's containers, by task ARN and container name. */
  private readonly streams = new Map<string, Map<string, LogStream>>()
  private readonly dirty = new Set<LogStream>()
  private timer: NodeJS.Timeout | undefined

  constructor(options: TaskLogsOptions) {
    this.options = options
  }

  /** Makes a container's stream, and its group where the options ask for it. Other drivers keep their lines. */
  async open(task: TaskRow, container: string, log: LogDestination): Promise<void> {
    const stream = this.register(task, container, log)
    if (!stream) return
    const { logGroupName, logStreamName } = stream.place
    if (log.options['awslogs-create-group'] === 'true') {
      await this.make('CreateLogGroup', { logGroupName }, stream)
    }
    await this.make('CreateLogStream', { logGroupName, logStreamName }, stream)
  }

  /** Knows a stream again that was made before; what it holds is kept. */
  register(task: TaskRow, container: string, log: LogDestination): LogStream | undefined {
    const { 'awslogs-group': logGroupName, 'awslogs-region': region } = log.options
    if (log.driver !== 'awslogs' || logGroupName === undefined || region === undefined) return undefined
    let own = this.streams.get(task.taskArn)
    if (!own) this.streams.set(task.taskArn, (own = new Map<string, LogStream>()))
    const known = own.get(container)
    if (known) return known
    const { account } = scopeOfArn(task.taskArn)
    const name = logStreamName(log.options, container, task.taskId)
    const place = { account, region, logGroupName, logStreamName: name }
    const stream = new LogStream(this.options.door, place, this.options.onTrouble)
    own.set(container, stream)
    return stream
  }

  write(taskArn: string, container: string, lines: readonly OutputLine[]): void {
    const stream = this.streams.get(taskArn)?.get(container)
    if (!stream) return
    stream.hold(lines)
    this.dirty.add(stream)
    this.timer ??= setTimeout(() => void this.flushAll(), FLUSH_AFTER_MS)
  }

  /** Sends what a task has written, and lets go of its streams. */
  async end(taskArn: string): Promise<void> {
    const own = [...(this.streams.get(taskArn)?.values() ?? [])]
    this.streams.delete(taskArn)
    for (const stream of own) this.dirty.delete(stream)
    await Promise.all(own.map((stream) => stream.send()))
  }

  async flushAll(): Promise<void> {
    clearTimeout(this.timer)
    this.timer = undefined
    const streams = [...this.dirty]
    this.dirty.clear()
    await Promise.all(streams.map((stream) => stream.send()))
  }

  private async make(operation: string, input: object, { place }: LogStream): Promise<void> {
    try {
      await this.options.door.invoke('logs', operation, input, place)
    } catch (error) {
      if (error instanceof Fault && error.code === 'ResourceAlreadyExistsException') return
      throw error
    }
  }
}
