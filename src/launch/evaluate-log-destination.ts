import type { LaunchStep, LogDestination } from '../model/launch/step.ts'
import type { LaunchWorld } from '../model/launch/world.ts'
import type { Verdict } from '../model/verdict.ts'
import { fails, holds, unknown } from './verdicts.ts'

/** The log group must exist in the region that the options name, or be made by the driver. */
export function evaluateLogDestination(step: LaunchStep, log: LogDestination, world: LaunchWorld): Verdict {
  const region = log.options['awslogs-region'] ?? step.task.region
  const name = log.options['awslogs-group'] ?? ''
  const group = world.logGroup(region, name)
  if (!group.known) return unknown(group.settledBy)
  if (!group.absent) return holds([{ fact: `log group ${name} exists in ${region}`, source: group.source }])
  const gone = { fact: `there is no log group ${name} in ${region}`, source: group.source }
  if (log.options['awslogs-create-group'] === 'true')
    return holds([gone, { fact: 'awslogs-create-group is true' }])
  return step.task.launchType === 'FARGATE'
    ? fails('log-group-not-found', { attempts: 1 }, [gone])
    : fails('log-group-not-found', {}, [gone])
}
