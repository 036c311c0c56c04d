import type { StepGround } from '../model/launch/step-trouble.ts'
import type { Verdict } from '../model/verdict.ts'

/** What one part of a step's evaluation gave; a trouble comes with what the step lacks. */
export type Finding =
  | Exclude<Verdict, { kind: 'fails' }>
  | (Extract<Verdict, { kind: 'fails' }> & { readonly ground: StepGround })

/** Findings in the order in which ECS would come to them: who wants the first alone asks for no more. */
export type Findings = Generator<Finding, void>

/** A verdict as a finding: where it fails, for this reason. */
export function grounded(verdict: Verdict, ground: StepGround): Finding {
  return verdict.kind === 'fails' ? { ...verdict, ground } : verdict
}
