import type { EvaluatedLaunch } from '../launch/evaluated-launch.ts'
import type { LaunchStep } from '../model/launch/step.ts'
import type { StepGround, StepPart, StepTrouble } from '../model/launch/step-trouble.ts'
import type { Evidence } from '../model/verdict.ts'
import type { CauseAnswer, CauseFacts } from './cause.ts'
import { answerOfSteps, type TroubleFound } from './troubles-of.ts'

/** Whether a failure is of this cause: yes, no, or what would tell. */
export type Belongs = 'yes' | 'no' | { readonly settledBy: string }

/** Which failures a cause is about. */
export interface FailureQuery {
  /** Only steps of these kinds. */
  readonly steps: readonly LaunchStep['kind'][]
  /** Only these failures of the catalogue. */
  readonly codes: readonly string[]
  /** Which parts of these steps decide; the thing itself where missing. */
  readonly parts?: readonly StepPart[]
  /** Tells causes of one failure apart; without it all are meant. */
  readonly belongs?: (step: LaunchStep, trouble: StepTrouble) => Belongs
  /** Facts beside those of the failure. */
  readonly factsOf?: (hit: TroubleFound) => CauseFacts
  /** What proves it beside the evidence of the step. */
  readonly proof?: (facts: CauseFacts) => readonly Evidence[]
}

/** Looks for steps that end in certain failures. */
export function findStepFailure(launch: EvaluatedLaunch, query: FailureQuery): CauseAnswer {
  const open = new Set<string>()
  const answer = answerOfSteps<StepGround>(
    launch,
    {
      parts: query.parts ?? ['requirement'],
      concerns: ({ kind }) => query.steps.includes(kind),
      matches: (trouble, step) => {
        if (!query.codes.includes(trouble.failure.code)) return undefined
        const belongs = query.belongs?.(step, trouble) ?? 'yes'
        if (typeof belongs === 'object') open.add(belongs.settledBy)
        return belongs === 'yes' ? trouble.ground : undefined
      },
    },
    (hit) => ({ ...failureFacts(hit.failure.facts), ...query.factsOf?.(hit) }),
  )
  if (answer.found.length === 0 && open.size === 0) return answer
  const { found, cleared } = answer
  return {
    found: found.map((one) => ({ ...one, why: proven(one.why, query.proof?.(one.facts)) })),
    open: found.length > 0 ? [] : [...new Set([...answer.open, ...open])],
    ...(cleared && { cleared }),
  }
}

function failureFacts(facts: Readonly<Record<string, string | number>>): CauseFacts {
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, String(value)]))
}

function proven(why: readonly Evidence[], more: readonly Evidence[] = []): Evidence[] {
  return [...new Map([...why, ...more].map((item) => [item.fact, item])).values()]
}
