import type { StepDestination } from '../model/launch/step.ts'
import type { ReachAnswer } from '../model/launch/world.ts'
import type { InterfacePlacement } from '../model/network/interface-placement.ts'
import type { View } from '../model/state.ts'

/** Whether an interface that stands there reaches an endpoint. Without a placement the task has no interface of its own. */
export function accountReach(
  _view: View,
  _placement: InterfacePlacement | undefined,
): (destination: StepDestination) => ReachAnswer {
  return ({ host }) => ({ kind: 'unknown', settledBy: `following the routes to ${host}` })
}
