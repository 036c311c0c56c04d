import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import type { SecretReference } from '../../model/launch/secret-reference.ts'
import type { LaunchStep } from '../../model/launch/step.ts'
import type { StepTrouble } from '../../model/launch/step-trouble.ts'
import { secretWhereabouts, type Whereabouts } from './whereabouts.ts'

/** The secret that a trouble says is not there, and where it is; undefined where the trouble is another. */
export function missingSecret(
  launch: EvaluatedLaunch,
  { requires }: LaunchStep,
  { failure }: Pick<StepTrouble, 'failure'>,
): { readonly reference: SecretReference; readonly place: Whereabouts } | undefined {
  if (failure.code !== 'secret-not-found' || requires.kind !== 'secret') return undefined
  const { reference } = requires
  if ('malformed' in reference) return undefined
  return { reference, place: secretWhereabouts(launch, reference) }
}
