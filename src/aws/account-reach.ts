import type { StepDestination } from '../model/launch/step.ts'
import type { ReachAnswer } from '../model/launch/world.ts'
import type { InterfacePlacement } from '../model/network/interface-placement.ts'
import type { View } from '../model/state.ts'
import { accountNetwork } from '../network/account-network.ts'
import { reach } from '../network/reach.ts'
import { destinationOfStep, evidenceOf } from '../network/step-destination.ts'

/**
 * Whether an interface that stands there reaches an endpoint: by the account's own network, whatever network this
 * machine has. Without a placement the task has no interface of its own, and its host's is not known.
 */
export function accountReach(
  view: View,
  placement: InterfacePlacement | undefined,
): (destination: StepDestination) => ReachAnswer {
  if (!placement) {
    return ({ host }) => ({ kind: 'unknown', settledBy: `the network that ${host} is called from` })
  }
  const network = accountNetwork(view)
  return (destination) => {
    const verdict = reach(placement, destinationOfStep(destination), network)
    const evidence = evidenceOf(verdict)
    switch (verdict.kind) {
      case 'reachable': {
        const { endpoint } = verdict
        return { kind: 'reachable', evidence, verdict, ...(endpoint && { endpoint }) }
      }
      case 'unreachable': {
        const { address, outcome } = verdict
        return {
          kind: 'unreachable',
          outcome,
          evidence,
          verdict,
          ...(address !== undefined && { address }),
        }
      }
      case 'unknown':
        return { kind: 'unknown', settledBy: verdict.settledBy }
    }
  }
}
