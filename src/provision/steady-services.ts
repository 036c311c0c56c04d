import { Fault } from '../aws/fault.ts'
import { deployments, serviceEvents } from '../model/ecs/tables.ts'
import type { View } from '../model/state.ts'

/** A service that failed to start a task so often in a row will not come up by waiting. */
const HOPELESS_AFTER_FAILURES = 3

/**
 * Whether a service has reached its steady state. Throws a Fault with what the service last said where it cannot:
 * CloudFormation would wait for hours, and then give up.
 */
export function isSteady(view: View, serviceArn: string): boolean {
  const primary = [...view.by(deployments, 'service', serviceArn)].find(({ status }) => status === 'PRIMARY')
  if (!primary) return true
  if (primary.rolloutState === 'COMPLETED') return true
  if (primary.rolloutState === 'FAILED' || primary.startFailures >= HOPELESS_AFTER_FAILURES) {
    const last = view.get(serviceEvents, serviceArn)?.events[0]?.message
    throw new Fault('NotStabilized', last ?? primary.rolloutStateReason)
  }
  return false
}
