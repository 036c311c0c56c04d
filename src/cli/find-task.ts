import type { Overview, TaskSummary } from '../daemon/overview.ts'
import { CommandError, exitCodes } from './exit-codes.ts'

/**
 * The tasks a word means: a task id or its beginning, a task ARN, a service's name, or a family. Of a service or
 * family, the tasks that are not stopped; the last stopped one where there are none.
 */
export function findTasks(overview: Overview, target: string): TaskSummary[] {
  const byId = overview.tasks.filter(({ taskId, taskArn }) => taskArn === target || taskId.startsWith(target))
  if (byId.length > 0 && /^[0-9a-f]{6,}$|^arn:/.test(target)) return byId
  const named = overview.tasks.filter(
    ({ group, taskDefinition }) =>
      group === `service:${target}` || taskDefinition === target || taskDefinition.split(':')[0] === target,
  )
  const live = named.filter(({ lastStatus }) => lastStatus !== 'STOPPED')
  if (live.length > 0) return live
  const last = named.toSorted((a, b) => b.createdAtMs - a.createdAtMs)[0]
  if (last) return [last]
  const known = [...new Set(overview.services.map(({ name }) => name))]
  const hint = known.length > 0 ? `; services here: ${known.join(', ')}` : ''
  throw new CommandError(`there is no task, service or family ${target}${hint}`, exitCodes.usage)
}
