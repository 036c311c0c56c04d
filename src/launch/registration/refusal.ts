import { NotKnown } from './unsettled.ts'

/** Something that AWS refuses. */
export interface Refusal {
  /** Which rule it is: stable, and finer than the text where several things have one text. */
  readonly rule: string
  readonly code:
    | 'ClientException'
    | 'InvalidParameterException'
    | 'PlatformUnknownException'
    | 'PlatformTaskDefinitionIncompatibilityException'
  /** What AWS answers, word for word where `verified`. */
  readonly message: string
  /** What is wrong, as `placeOf` of a launch knows it, e.g. `container/app/portMappings/0`. */
  readonly part: string
  /** The text was seen in answers of AWS. Otherwise only the rule is sure. */
  readonly verified: boolean
}

/** What a rule answers: everything it refuses. */
export type RuleAnswer = Iterable<Refusal> | Refusal | undefined

/** One thing that AWS checks. Reading what is not known (`NotKnown`) ends it: it decides no more. */
export type Rule = () => RuleAnswer

/** Everything that rules refuse, in their order: what AWS answers is the first. */
export function* refusalsOf(rules: Iterable<Rule>): Generator<Refusal, void> {
  for (const rule of rules) {
    try {
      const answer = rule()
      if (answer === undefined) continue
      if (Symbol.iterator in answer) yield* answer
      else yield answer
    } catch (error) {
      if (!(error instanceof NotKnown)) throw error
    }
  }
}

/** How sure a text is. */
export interface Certainty {
  readonly verified: boolean
}

/** The text was seen in answers of AWS. */
export const verified: Certainty = { verified: true }

/** Makes the refusals of an operation: the task definition operations answer `ClientException`, most others the other. */
export function refusing(
  code: Refusal['code'],
): (rule: string, part: string, message: string, certainty?: Certainty) => Refusal {
  return (rule, part, message, certainty = { verified: false }) => ({
    rule,
    code,
    message,
    part,
    verified: certainty.verified,
  })
}
