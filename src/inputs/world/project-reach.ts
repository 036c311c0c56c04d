import type { StepDestination } from '../../model/launch/step.ts'
import type { ReachAnswer } from '../../model/launch/world.ts'
import { destinationOfStep, evidenceOf } from '../../network/step-destination.ts'
import type { ProjectFacts, TaskStand } from './project-facts.ts'

/** Whether a task that stands there reaches an endpoint, by the network of a project. */
export function projectReach(
  { records, networkIn, verdicts }: ProjectFacts,
  { placement, region }: TaskStand,
): (destination: StepDestination) => ReachAnswer {
  return (destination) => {
    const { host } = destination
    const open = records.unknowns.settling(`${host} ${placement?.subnetId ?? ''}`)
    if (open !== undefined) return { kind: 'unknown', settledBy: open }
    if (!placement) return { kind: 'unknown', settledBy: `the network that ${host} is called from` }
    const verdict = verdicts.reach(placement, destinationOfStep(destination), networkIn(region))
    const evidence = evidenceOf(verdict)
    if (verdict.kind === 'unknown') return { kind: 'unknown', settledBy: verdict.settledBy }
    if (verdict.kind === 'reachable') {
      const { endpoint } = verdict
      return { kind: 'reachable', evidence, verdict, ...(endpoint && { endpoint }) }
    }
    const { address, outcome } = verdict
    return { kind: 'unreachable', outcome, evidence, verdict, ...(address !== undefined && { address }) }
  }
}
