import type { LaunchStep, LogDestination } from '../model/launch/step.ts'
import type { LaunchWorld } from '../model/launch/world.ts'
import type { Verdict } from '../model/verdict.ts'
import { fails, holds, unknown } from './verdicts.ts'

/** What the awslogs driver needs on Fargate, in the order in which it is asked for (spec: LAUNCH step 6). */
const requiredOptions = ['awslogs-region', 'awslogs-group', 'awslogs-stream-prefix'] as const

/** The log group must exist, or be made by the driver; an empty option counts as missing. */
export function evaluateLogDestination(step: LaunchStep, log: LogDestination, world: LaunchWorld): Verdict {
  const onFargate = step.task.launchType === 'FARGATE'
  const missing = requiredOptions.find((option) => !log.options[option])
  if (onFargate && missing !== undefined) return fails('log-option-missing', { option: missing })
  const region = log.options['awslogs-region'] ?? step.task.region
  const name = log.options['awslogs-group'] ?? ''
  const group = world.logGroup(region, name)
  if (!group.known) return unknown(group.settledBy)
  if (!group.absent) return holds([{ fact: `log group ${name} exists in ${region}`, source: group.source }])
  const gone = { fact: `there is no log group ${name} in ${region}`, source: group.source }
  if (log.options['awslogs-create-group'] === 'true')
    return holds([gone, { fact: 'awslogs-create-group is true' }])
  return onFargate
    ? fails('log-group-not-found', { attempts: 1 }, [gone])
    : fails('log-group-not-found', {}, [gone])
}
