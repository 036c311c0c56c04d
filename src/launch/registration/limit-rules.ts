import { refused, type ContainerRule } from './definition-scope.ts'

/** ECS takes no shorter `startTimeout` and `stopTimeout`, in seconds. */
const MIN_TIMEOUT_SECONDS = 2
const MIN_RESTART_PERIOD_SECONDS = 60
const MAX_RESTART_PERIOD_SECONDS = 1800

/** The members of a health check and what they may be: seconds, and a number of tries (API reference, HealthCheck). */
const healthRanges = [
  ['interval', 5, 300],
  ['timeout', 2, 60],
  ['retries', 1, 10],
  ['startPeriod', 0, 300],
] as const

function timeoutRule(member: 'startTimeout' | 'stopTimeout', which: 'start' | 'stop'): ContainerRule {
  return ({ container, part }) => {
    const value = container[member]
    if (value === undefined || value >= MIN_TIMEOUT_SECONDS) return undefined
    return refused(
      'timeout',
      `${part}/${member}`,
      `Granular ${which} timeout on container '${container.name}' must be at least ${MIN_TIMEOUT_SECONDS} seconds.`,
    )
  }
}

const restartRule: ContainerRule = ({ container, part }) => {
  const { restartAttemptPeriod } = container.restartPolicy ?? {}
  if (
    restartAttemptPeriod === undefined ||
    (restartAttemptPeriod >= MIN_RESTART_PERIOD_SECONDS && restartAttemptPeriod <= MAX_RESTART_PERIOD_SECONDS)
  )
    return undefined
  return refused(
    'restart-period',
    `${part}/restartPolicy`,
    `the 'restartAttemptPeriod' setting for container '${container.name}' must be between ${MIN_RESTART_PERIOD_SECONDS} and ${MAX_RESTART_PERIOD_SECONDS}`,
  )
}

const healthCommandRule: ContainerRule = ({ container: { name, healthCheck }, part }) => {
  if (!healthCheck) return undefined
  const [form, ...rest] = healthCheck.command ?? []
  if (form === undefined) {
    return refused(
      'health-check-command',
      `${part}/healthCheck`,
      `Health check command for container '${name}' cannot be empty.`,
    )
  }
  if (form === 'NONE' || rest.length > 0) return undefined
  return refused(
    'health-check-command',
    `${part}/healthCheck`,
    `Invalid 'healthCheck.command' setting for container '${name}'. The command must start with CMD or CMD-SHELL.`,
  )
}

const healthRules = healthRanges.map(([member, min, max]): ContainerRule => ({ container, part }) => {
  const value = container.healthCheck?.[member]
  if (value === undefined || (value >= min && value <= max)) return undefined
  return refused(
    'health-check-range',
    `${part}/healthCheck/${member}`,
    `Invalid 'healthCheck.${member}' setting for container '${container.name}'. The value must be between ${min} and ${max}.`,
  )
})

/** The timeouts, the restart policy and the health check of a container. */
export const limitRules: readonly ContainerRule[] = [
  timeoutRule('startTimeout', 'start'),
  timeoutRule('stopTimeout', 'stop'),
  restartRule,
  healthCommandRule,
  ...healthRules,
]
