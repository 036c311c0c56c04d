import type { LaunchStep, StepDestination } from '../model/launch/step.ts'
import type { LaunchWorld } from '../model/launch/world.ts'
import type { Verdict } from '../model/verdict.ts'
import { awsDestination } from './endpoints.ts'
import { parseImageReference } from './image-reference.ts'
import { fails, holds, unknown, type FoundEvidence } from './verdicts.ts'

/** Whether the task's interface reaches where the step's call goes. */
export function evaluateReach(step: LaunchStep, world: LaunchWorld): Verdict {
  const destination = destinationOf(step, world)
  if (destination === undefined) return holds()
  const answer = world.canReach(destination)
  if (answer.kind === 'unknown') return unknown(answer.settledBy)
  if (answer.kind === 'reachable') return holds(answer.evidence)
  return unreachable(step, destination, answer.address, answer.evidence ?? [])
}

/** A bucket answers in its own region, whichever the task's is: a gateway endpoint does not lead to another. */
function destinationOf(
  { destination, requires }: LaunchStep,
  world: LaunchWorld,
): StepDestination | undefined {
  if (requires.kind !== 'env-file' || destination === undefined) return destination
  const bucket = world.bucket(requires.bucket)
  return bucket.known && !bucket.absent ? awsDestination('s3', bucket.value.region) : destination
}

/** The failure by which each kind of step shows that its call got no answer. */
function unreachable(
  step: LaunchStep,
  { region }: StepDestination,
  address: string,
  evidence: readonly FoundEvidence[],
): Verdict {
  const { requires } = step
  switch (step.kind) {
    case 'registry-auth':
      return fails('registry-auth-unreachable', { region, address }, evidence)
    case 'registry-secret':
    case 'secret': {
      const reference = requires.kind === 'secret' ? requires.reference : undefined
      const secretArn =
        reference && 'secretArn' in reference ? reference.secretArn : (step.access[0]?.resource ?? '')
      return fails('secret-unreachable', { attempts: 5, secretArn }, evidence)
    }
    case 'parameters':
      return fails('parameters-unreachable', {}, evidence)
    case 'env-file':
      return fails('env-file-unreachable', {}, evidence)
    case 'log-driver':
      return fails('log-endpoint-unreachable', {}, evidence)
    case 'image': {
      const { canonical, host, repository, tag, digest } = parseImageReference(
        requires.kind === 'image' ? requires.image : '',
      )
      const path = `${repository}/manifests/${digest ?? tag ?? 'latest'}`
      return fails(
        'registry-unreachable',
        { attempts: 5, reference: canonical, host, path, address },
        evidence,
      )
    }
    default:
      return unknown(`how ECS words that ${step.title} got no answer`, evidence)
  }
}
