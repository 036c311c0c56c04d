import type { EvaluatedStep, StepInSubnet } from '../../launch/evaluated-launch.ts'
import { isUnknownText } from '../../model/unknown-text.ts'
import type { LaunchStep } from '../../model/launch/step.ts'
import type { StepTrouble } from '../../model/launch/step-trouble.ts'
import type { UnknownNames } from '../records/unknown-names.ts'

/**
 * Takes back what was found wrong with a step only because a text that is not known had to stand for something: where
 * an image comes from, whether a reference is a parameter's or a secret's. It is open then.
 */
export function withoutGuesses(step: EvaluatedStep, unknowns: UnknownNames): EvaluatedStep {
  const settledBy = unknowns.settlingWithin(step.step.requires)
  if (settledBy === undefined) return step
  return { ...step, inSubnets: step.inSubnets.map((place) => opened(place, step.step, settledBy)) }
}

function opened(place: StepInSubnet, step: LaunchStep, settledBy: string): StepInSubnet {
  const troubles = place.troubles.filter((trouble) => isCertain(trouble, step))
  return troubles.length === place.troubles.length
    ? place
    : { ...place, troubles, open: [...new Set([...place.open, settledBy])] }
}

/** A path that is blocked, or a permission that lacks, is so where it is known that this is asked for. */
function isCertain({ ground }: StepTrouble, { requires }: LaunchStep): boolean {
  if (ground.kind !== 'reach' && ground.kind !== 'access') return false
  if (requires.kind === 'image') return !startsUnknown(requires.image)
  if (requires.kind !== 'parameters') return true
  const { references } = requires
  const meant =
    ground.kind === 'access'
      ? references.filter(({ valueFrom }) => isMeantBy(ground.request.resource, valueFrom))
      : references
  return meant.length === 0 || meant.some(({ valueFrom }) => !startsUnknown(valueFrom))
}

/** Whether an ARN is that of a parameter, given by its name or by its ARN. */
function isMeantBy(arn: string, valueFrom: string): boolean {
  return arn === valueFrom || arn.endsWith(`:parameter/${valueFrom.replace(/^\//, '')}`)
}

const startsUnknown = (text: string): boolean => isUnknownText(text.split(/[/:]/)[0] ?? '')
