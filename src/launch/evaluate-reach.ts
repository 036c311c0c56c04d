import type { LaunchStep, StepDestination } from '../model/launch/step.ts'
import type { LaunchWorld } from '../model/launch/world.ts'
import type { PassedEndpoint } from '../model/network/reach-verdict.ts'
import type { Finding } from './findings.ts'
import { unreachableFailure } from './unreachable-failure.ts'
import { fails, holds, unknown } from './verdicts.ts'

/** What is found of a path, and the VPC endpoint that the calls pass which take it. */
export interface FoundPath {
  readonly finding: Finding
  readonly via?: PassedEndpoint | undefined
}

/**
 * Whether a destination of the step's is reached: from the task's interface on Fargate. On EC2 only file systems are
 * mounted from there; images, secrets and log streams are the agent's work, which calls from its instance.
 */
export function evaluateReach(step: LaunchStep, destination: StepDestination, world: LaunchWorld): FoundPath {
  if (step.task.launchType !== 'FARGATE' && step.kind !== 'volume') {
    return {
      finding: unknown(`the network of the container instance, from which ${destination.host} is called`),
    }
  }
  const answer = world.canReach(destination)
  if (answer.kind === 'unknown') return { finding: unknown(answer.settledBy) }
  if (answer.kind === 'reachable') return { finding: holds(answer.evidence), via: answer.endpoint }
  const failure = unreachableFailure(step, destination, answer)
  if (!failure) return { finding: unknown(`how ECS words that ${step.title} got no answer`, answer.evidence) }
  const ground = { kind: 'reach', destination, answer } as const
  return { finding: { ...fails(failure.code, failure.facts, answer.evidence), ground } }
}
