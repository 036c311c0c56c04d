import type { LaunchStep, StepDestination } from '../model/launch/step.ts'
import type { LaunchWorld } from '../model/launch/world.ts'
import type { PassedEndpoint } from '../model/network/reach-verdict.ts'
import type { Finding } from './findings.ts'
import { unreachableFailure } from './unreachable-failure.ts'
import { fails, holds, unknown } from './verdicts.ts'

/** Whether the task's interface reaches a destination of the step's. Gives the VPC endpoint that the calls pass. */
export function* evaluateReach(
  step: LaunchStep,
  destination: StepDestination,
  world: LaunchWorld,
): Generator<Finding, PassedEndpoint | undefined> {
  const answer = world.canReach(destination)
  if (answer.kind === 'unknown') {
    yield unknown(answer.settledBy)
    return undefined
  }
  if (answer.kind === 'reachable') {
    yield holds(answer.evidence)
    return answer.endpoint
  }
  const failure = unreachableFailure(step, destination, answer)
  const ground = { kind: 'reach', destination, answer } as const
  if (failure) yield { ...fails(failure.code, failure.facts, answer.evidence), ground }
  else yield unknown(`how ECS words that ${step.title} got no answer`, answer.evidence)
  return undefined
}
