import type { LogConfiguration } from '@aws-sdk/client-ecs'
import { logStreamName } from '../launch/preparation-steps.ts'
import type { TaskRow } from '../model/ecs/task.ts'
import { logChunks, streamKey } from '../model/logs/tables.ts'
import type { View } from '../model/state.ts'
import { readEvents } from './services/logs/read-events.ts'

/** Whose log is wanted, and how much of it. */
interface LogTail {
  readonly task: Pick<TaskRow, 'taskId'>
  readonly container: string
  readonly log: LogConfiguration
  readonly count: number
}

/** The last lines that a container wrote to its log stream, oldest first. Empty for other drivers than awslogs. */
export function lastLogLines(view: View, { task, container, log, count }: LogTail): string[] {
  const { logDriver, options = {} } = log
  const group = options['awslogs-group']
  if (logDriver !== 'awslogs' || group === undefined) return []
  const there = view.at({ region: options['awslogs-region'] ?? view.region })
  const key = streamKey(group, logStreamName(options, container, task.taskId))
  const lines: string[] = []
  const range = { fromMs: 0, untilMs: Number.POSITIVE_INFINITY, direction: 'backward' } as const
  for (const { message } of readEvents(there.by(logChunks, 'stream', key), range)) {
    lines.push(message)
    if (lines.length === count) break
  }
  return lines.toReversed()
}
