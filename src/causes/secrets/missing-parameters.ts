import type { EvaluatedLaunch } from '../../launch/evaluated-launch.ts'
import { isParameterName } from '../../launch/value-from.ts'
import { parameterArn } from '../../launch/secret-steps.ts'
import type { ParameterReference } from '../../model/launch/secret-reference.ts'
import type { LaunchStep } from '../../model/launch/step.ts'
import type { StepTrouble } from '../../model/launch/step-trouble.ts'
import { parameterWhereabouts, type Whereabouts } from './whereabouts.ts'

/** A parameter that a launch does not find, and where it is. */
export interface MissingParameter {
  readonly reference: ParameterReference
  readonly place: Whereabouts
}

/**
 * The parameters that a trouble is about and that are not there: all of the batch that miss where it says so, and the
 * one that is denied where it is denied. A parameter of which nothing is known is not among them.
 */
export function parametersMeant(
  launch: EvaluatedLaunch,
  { requires }: LaunchStep,
  { ground }: Pick<StepTrouble, 'ground'>,
): MissingParameter[] {
  if (requires.kind !== 'parameters') return []
  return requires.references.flatMap((reference) => {
    if (ground.kind === 'access' && ground.request.resource !== parameterArn(reference)) return []
    const { region, account, parameterName, version, label } = reference
    const parameter = launch.world.parameter(region, account, parameterName, {
      ...(version === undefined ? {} : { version }),
      ...(label === undefined ? {} : { label }),
    })
    const isMissing = parameter.known ? parameter.absent === true : false
    return isMissing || !isParameterName(parameterName)
      ? [{ reference, place: parameterWhereabouts(launch, reference) }]
      : []
  })
}
