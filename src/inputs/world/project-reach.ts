import type { StepDestination } from '../../model/launch/step.ts'
import type { ReachAnswer } from '../../model/launch/world.ts'
import { closedAnywhere } from '../../network/closed-groups.ts'
import { destinationOfStep, evidenceOf } from '../../network/step-destination.ts'
import type { ProjectFacts, TaskStand } from './project-facts.ts'

/**
 * Whether a task that stands there reaches an endpoint, by the network of a project. Each destination is asked once:
 * tasks that stand in the same place call the same.
 */
export function projectReach(
  facts: ProjectFacts,
  stand: TaskStand,
): (destination: StepDestination) => ReachAnswer {
  const answers = new Map<string, ReachAnswer>()
  return (destination) => {
    const { service, region, host, port, use } = destination
    const key = `${service} ${region} ${host} ${port} ${use}`
    const answer = answers.get(key) ?? answerOf(facts, stand, destination)
    answers.set(key, answer)
    return answer
  }
}

function answerOf(
  { records, networkIn, verdicts }: ProjectFacts,
  { placement, region }: TaskStand,
  destination: StepDestination,
): ReachAnswer {
  const { host } = destination
  const open = records.unknowns.settling(`${host} ${placement?.subnetId ?? ''}`)
  if (!placement) return { kind: 'unknown', settledBy: open ?? `the network that ${host} is called from` }
  const meant = destinationOfStep(destination)
  const network = networkIn(region)
  const walked = open === undefined ? verdicts.reach(placement, meant, network) : undefined
  const verdict =
    walked === undefined || walked.kind === 'unknown'
      ? (closedAnywhere(placement, meant, network) ?? walked)
      : walked
  if (verdict === undefined) return { kind: 'unknown', settledBy: open ?? '' }
  if (verdict.kind === 'unknown') return { kind: 'unknown', settledBy: verdict.settledBy }
  const evidence = evidenceOf(verdict)
  if (verdict.kind === 'reachable') {
    const { endpoint } = verdict
    return { kind: 'reachable', evidence, verdict, ...(endpoint && { endpoint }) }
  }
  const { address, outcome } = verdict
  return { kind: 'unreachable', outcome, evidence, verdict, ...(address !== undefined && { address }) }
}
