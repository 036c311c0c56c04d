import type { TaskSummary } from '../daemon/overview.ts'
import { AwsError, type DaemonClient } from './daemon-client.ts'

interface LogEvent {
  readonly timestamp: number
  readonly message: string
  readonly eventId: string
  readonly logStreamName: string
}

/** A line that a container wrote, with where it comes from. */
export interface LogLine {
  readonly atMs: number
  readonly taskId: string
  readonly container: string
  readonly text: string
}

/** Reads what tasks wrote, from CloudWatch Logs as anyone would; again and again it gives only what is new. */
export class LogReader {
  private readonly client: DaemonClient
  private readonly seen = new Map<string, { from: number; ids: Set<string> }>()

  constructor(client: DaemonClient) {
    this.client = client
  }

  async read(tasks: readonly TaskSummary[], container?: string): Promise<LogLine[]> {
    const lines: LogLine[] = []
    for (const task of tasks) {
      for (const { name, log } of task.containers) {
        if (!log || (container !== undefined && name !== container)) continue
        for (const { timestamp, message } of await this.newEvents(log)) {
          lines.push({ atMs: timestamp, taskId: task.taskId, container: name, text: message })
        }
      }
    }
    return lines.toSorted((a, b) => a.atMs - b.atMs)
  }

  private async newEvents(log: { region: string; group: string; stream: string }): Promise<LogEvent[]> {
    const key = `${log.region} ${log.group} ${log.stream}`
    const seen = this.seen.get(key) ?? { from: 0, ids: new Set<string>() }
    this.seen.set(key, seen)
    const fresh: LogEvent[] = []
    let nextToken: string | undefined
    do {
      const page = await this.page(log, seen.from, nextToken)
      fresh.push(...page.events.filter(({ eventId }) => !seen.ids.has(eventId)))
      nextToken = page.nextToken
    } while (nextToken !== undefined)
    const latest = Math.max(seen.from, ...fresh.map(({ timestamp }) => timestamp))
    if (latest > seen.from) seen.ids.clear()
    for (const { eventId, timestamp } of fresh) if (timestamp === latest) seen.ids.add(eventId)
    seen.from = latest
    return fresh
  }

  private async page(
    log: { region: string; group: string; stream: string },
    startTime: number,
    nextToken: string | undefined,
  ): Promise<{ events: LogEvent[]; nextToken?: string }> {
    const input = { logGroupName: log.group, logStreamNames: [log.stream], startTime, nextToken }
    try {
      return await this.client.aws('logs', log.region, 'FilterLogEvents', input)
    } catch (error) {
      if (error instanceof AwsError && error.code === 'ResourceNotFoundException') return { events: [] }
      throw error
    }
  }
}
