import type { ContainerHealth, HealthCheckSpec } from '../model/sandbox.ts'
import type { InsideResult } from './exec.ts'

/** A container's health as it stands between two checks. */
export interface HealthState {
  readonly health: ContainerHealth
  readonly failuresInARow: number
}

/** The health of a container that was not checked yet. */
export const unchecked: HealthState = { health: 'UNKNOWN', failuresInARow: 0 }

/**
 * What one more result makes of a container's health: success is HEALTHY at once; a failure counts unless the start
 * period is still running and no check has succeeded yet; `retries` failures in a row are UNHEALTHY.
 */
export function nextHealth(
  state: HealthState,
  succeeded: boolean,
  sinceStartMs: number,
  spec: HealthCheckSpec,
): HealthState {
  if (succeeded) return { health: 'HEALTHY', failuresInARow: 0 }
  if (state.health === 'UNKNOWN' && sinceStartMs < spec.startPeriodMs) return state
  const failuresInARow = state.failuresInARow + 1
  return { health: failuresInARow >= spec.retries ? 'UNHEALTHY' : state.health, failuresInARow }
}

/** The program of a check: `CMD` runs its arguments, `CMD-SHELL` gives its text to the shell; undefined for `NONE`. */
export function checkCommand(spec: HealthCheckSpec): readonly string[] | undefined {
  const [form, ...rest] = spec.command
  if (form === 'NONE' || rest.length === 0) return undefined
  return form === 'CMD-SHELL' ? ['/bin/sh', '-c', rest.join(' ')] : rest
}

/**
 * Checks a container until it is stopped: the first time one interval after its start, and then one interval after
 * the end of each check. Changes of health are reported with what the deciding check said.
 */
export function createHealthCheck(
  spec: HealthCheckSpec | undefined,
  run: (command: readonly string[], timeoutMs: number) => Promise<InsideResult>,
  report: (health: ContainerHealth, output: string) => void,
): { stop(): void } {
  const command = spec === undefined ? undefined : checkCommand(spec)
  if (spec === undefined || command === undefined) return { stop: () => undefined }
  const startedAt = performance.now()
  let state = unchecked
  let stopped = false
  let timer: NodeJS.Timeout | undefined

  const check = async (): Promise<void> => {
    const beganAt = performance.now()
    const result = await run(command, spec.timeoutMs)
    if (stopped) return
    const succeeded = result.exitCode === 0 && !result.timedOut
    const next = nextHealth(state, succeeded, beganAt - startedAt, spec)
    const changed = next.health !== state.health
    state = next
    if (changed) {
      const late = `Health check exceeded timeout (${spec.timeoutMs / 1000}s)`
      report(state.health, result.timedOut ? `${late}: ${result.output}`.replace(/: $/, '') : result.output)
    }
    schedule()
  }
  const schedule = (): void => {
    timer = setTimeout(() => void check(), spec.intervalMs)
  }
  schedule()
  return {
    stop() {
      stopped = true
      clearTimeout(timer)
    },
  }
}
