import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import type { LaunchStep } from '../../model/launch/step.ts'
import { deniedByIdentity, type AccessGround } from '../permission-missing.ts'
import type { Belongs } from '../step-failure.ts'
import { isPartialSecretArn } from './secret-arn.ts'
import { secretWhereabouts } from './whereabouts.ts'

/** Why a role was refused a secret: nothing allows it, or its ARN lacks the characters that a policy counts on. */
export interface SecretDenial {
  readonly cause: 'permission' | 'partial-arn'
  /** The whole ARN of the secret, where it is known. */
  readonly actual?: string
}

/**
 * Tells the two apart: asked for under its whole ARN, the secret is allowed or it is not. Undefined where another
 * policy than the role's denies it.
 */
export function secretDenial(
  launch: EvaluatedLaunch,
  ground: AccessGround,
  step: LaunchStep,
): SecretDenial | { readonly settledBy: string } | undefined {
  if (!deniedByIdentity(ground)) return undefined
  const { request } = ground
  const actual = wholeArn(launch, step)
  if (typeof actual === 'object') {
    if (!isPartialSecretArn(request.resource)) return { cause: 'permission' }
    return missesSuffix(ground) ? { cause: 'partial-arn' } : actual
  }
  if (actual === undefined || actual === request.resource) return { cause: 'permission' }
  const answer = launch.world.mayPerform({ ...request, resource: actual })
  if (answer.kind === 'unknown') return { settledBy: answer.settledBy }
  return { cause: answer.kind === 'allowed' ? 'partial-arn' : 'permission', actual }
}

/** Whether a denial is by one of the two. */
export function belongsTo(denial: ReturnType<typeof secretDenial>, cause: SecretDenial['cause']): Belongs {
  if (denial === undefined) return 'no'
  if ('settledBy' in denial) return denial
  return denial.cause === cause ? 'yes' : 'no'
}

function wholeArn(
  launch: EvaluatedLaunch,
  { requires }: LaunchStep,
): string | { readonly settledBy: string } | undefined {
  if (requires.kind !== 'secret' || 'malformed' in requires.reference) return undefined
  const { reference } = requires
  const secret = launch.world.secret(reference.region, reference.secretArn, {})
  if (!secret.known) return { settledBy: secret.settledBy }
  if (!secret.absent) return secret.value.arn
  const place = secretWhereabouts(launch, reference)
  return place.kind === 'unfinished' ? place.actual : undefined
}

function missesSuffix({ answer }: AccessGround): boolean {
  return (
    answer
      .nearMisses?.()
      .some((miss) => miss.kind === 'resource' && miss.difference.kind === 'secret-suffix-not-given') === true
  )
}
