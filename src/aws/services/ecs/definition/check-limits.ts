import type { ContainerDefinition } from '@aws-sdk/client-ecs'
import { clientException } from '../errors.ts'

/** ECS takes no shorter `startTimeout` and `stopTimeout`, in seconds. */
const MIN_TIMEOUT_SECONDS = 2

/** The members of a health check and what they may be: seconds, and a number of tries. */
const healthRanges = [
  ['interval', 5, 300],
  ['timeout', 2, 60],
  ['retries', 1, 10],
  ['startPeriod', 0, 300],
] as const

/** Checks the health check, the timeouts and the restart policy of a container. */
export function checkLimits(container: ContainerDefinition): void {
  const { name, startTimeout, stopTimeout, restartPolicy } = container
  if (startTimeout !== undefined && startTimeout < MIN_TIMEOUT_SECONDS) {
    throw clientException(`Granular start timeout on container '${name}' must be at least 2 seconds.`)
  }
  if (stopTimeout !== undefined && stopTimeout < MIN_TIMEOUT_SECONDS) {
    throw clientException(`Granular stop timeout on container '${name}' must be at least 2 seconds.`)
  }
  const { restartAttemptPeriod = 300 } = restartPolicy ?? {}
  if (restartAttemptPeriod < 60 || restartAttemptPeriod > 1800) {
    throw clientException(
      `the 'restartAttemptPeriod' setting for container '${name}' must be between 60 and 1800`,
    )
  }
  checkHealth(container)
}

function checkHealth({ name, healthCheck }: ContainerDefinition): void {
  if (!healthCheck) return
  const [form, ...rest] = healthCheck.command ?? []
  if (form === undefined)
    throw clientException(`Health check command for container '${name}' cannot be empty.`)
  if (form !== 'NONE' && rest.length === 0) {
    throw clientException(
      `Invalid 'healthCheck.command' setting for container '${name}'. The command must start with CMD or CMD-SHELL.`,
    )
  }
  for (const [member, min, max] of healthRanges) {
    const value = healthCheck[member]
    if (value === undefined || (value >= min && value <= max)) continue
    throw clientException(
      `Invalid 'healthCheck.${member}' setting for container '${name}'. The value must be between ${min} and ${max}.`,
    )
  }
}
