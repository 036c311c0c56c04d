/** `restartPolicy` of a container definition, where it is enabled. */
export interface RestartPolicy {
  readonly ignoredExitCodes: readonly number[]
  /** A container that ran for less is not started again. */
  readonly attemptPeriodMs: number
}

/** How a run of a container ended. */
export interface ContainerEnd {
  /** Missing where it never ran: such a container is not started again. */
  readonly exitCode?: number
  /** When it was last started. */
  readonly startedAtMs?: number
  readonly finishedAtMs: number
}

/**
 * Whether a container that ended is started again in its place (spec: LAUNCH §4). Its task does not see the end then:
 * ECS goes on showing the container as RUNNING.
 */
export function restartsInPlace(
  policy: RestartPolicy | undefined,
  { exitCode, startedAtMs, finishedAtMs }: ContainerEnd,
  desiredStatus: 'RUNNING' | 'STOPPED',
): boolean {
  if (!policy || desiredStatus === 'STOPPED') return false
  if (exitCode === undefined || startedAtMs === undefined) return false
  if (policy.ignoredExitCodes.includes(exitCode)) return false
  return finishedAtMs - startedAtMs >= policy.attemptPeriodMs
}
