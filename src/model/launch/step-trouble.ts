import type { Evidence, Failure } from '../verdict.ts'
import type { StepDestination, StepRequirement } from './step.ts'
import type { AccessAnswer, AccessRequest, ReachAnswer } from './world.ts'

/** What a failing step lacks: the permission, the path, or the thing itself. Causes are told apart by it. */
export type StepGround =
  | {
      readonly kind: 'access'
      readonly request: AccessRequest
      readonly answer: Extract<AccessAnswer, { kind: 'denied' }>
    }
  | {
      readonly kind: 'reach'
      readonly destination: StepDestination
      readonly answer: Extract<ReachAnswer, { kind: 'unreachable' }>
    }
  | { readonly kind: 'requirement'; readonly requires: StepRequirement }

/** One thing that keeps a step from holding: the failure that ECS prints, why, and what shows it. */
export interface StepTrouble {
  readonly failure: Failure
  readonly ground: StepGround
  readonly evidence: readonly Evidence[]
}

/** What is known of one step in one place: every trouble, not the first alone, and what would settle the rest. */
export interface StepReport {
  /** In the order in which ECS would meet them: the first is what it prints. */
  readonly troubles: readonly StepTrouble[]
  /** What would settle what is not known; empty where all is. */
  readonly open: readonly string[]
  /** What shows the parts that hold. */
  readonly evidence: readonly Evidence[]
  /** What is open and what holds, part by part: a path may hold of which the thing at its end is not known. */
  readonly parts: Readonly<Record<StepPart, PartReport>>
}

/** What a step needs: a path, a permission, and the thing itself. */
export type StepPart = StepGround['kind']

/** What is known of one part of a step. */
export interface PartReport {
  readonly open: readonly string[]
  readonly evidence: readonly Evidence[]
}
