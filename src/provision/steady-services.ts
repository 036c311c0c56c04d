import { Fault } from '../aws/fault.ts'
import { deployments, serviceEvents } from '../model/ecs/tables.ts'
import type { View } from '../model/state.ts'

/** A service that failed to start a task so often in a row will not come up by waiting. */
const HOPELESS_AFTER_FAILURES = 3

/** A deployment of a service, as far as it tells whether waiting helps. */
export interface DeploymentProgress {
  readonly rolloutState?: string
  /** Tasks in a row that did not start. */
  readonly startFailures: number
}

/**
 * Whether a service cannot become steady by waiting. Failures of `before` do not count: what was changed may have mended
 * them without a new deployment.
 */
export function isHopeless({ rolloutState, startFailures }: DeploymentProgress, before = 0): boolean {
  const since = startFailures < before ? startFailures : startFailures - before
  return rolloutState === 'FAILED' || since >= HOPELESS_AFTER_FAILURES
}

/**
 * Whether a service has reached its steady state. Throws a Fault with what the service last said where it cannot:
 * CloudFormation would wait for hours, and then give up.
 */
export function isSteady(view: View, serviceArn: string): boolean {
  const primary = [...view.by(deployments, 'service', serviceArn)].find(({ status }) => status === 'PRIMARY')
  if (!primary) return true
  if (primary.rolloutState === 'COMPLETED') return true
  if (isHopeless(primary)) {
    const last = view.get(serviceEvents, serviceArn)?.events[0]?.message
    throw new Fault('NotStabilized', last ?? primary.rolloutStateReason)
  }
  return false
}
