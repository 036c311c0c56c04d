import type { EvaluatedLaunch } from '../launch/evaluated-launch.ts'
import type { Evidence, Failure } from '../model/verdict.ts'
import type { Fix, Settling } from './fix.ts'

/** The chapters of the vocabulary of root causes; the letter is the coarse label where exact codes are too fine. */
export const causeGroups = {
  A: 'secrets',
  B: 'network',
  C: 'images',
  D: 'logs',
  E: 'roles',
  F: 'parameters',
  G: 'placement',
  H: 'load-balancing',
  I: 'application',
  J: 'file-systems',
  K: 'service-connect',
  L: 'scheduling',
} as const

/** The letter of a chapter. */
export type CauseGroup = keyof typeof causeGroups

/** What a cause is about in one case: roles, ARNs, names. Each may be missing where only a text is known. */
export type CauseFacts = Readonly<Record<string, string | undefined>>

/**
 * What a failure text shows of a cause. Of a hundred reports with this sign, `share` have this cause: from text alone
 * causes are ranked by it. A sign is a failure of the catalogue, words of the text, or both.
 */
export interface Sign {
  /** Code of the failure catalogue; of a wrapped failure the inner one. */
  readonly failure?: string
  /** In the normalised text: one space for every run of whitespace, straight quotes. */
  readonly words?: RegExp
  /** Only where the normalised text shows none of this. */
  readonly without?: RegExp
  /** Only where the facts of the failure are so. */
  readonly when?: (facts: Failure['facts']) => boolean
  readonly share: number
}

/** A cause in words for one case. */
export interface Telling {
  /** One lower-case line, true on its own, no full stop. */
  readonly message: string
  /** Safest first. */
  readonly fix: readonly Fix[]
  /** A few words beside the place that is wrong, which a reader would not know from the line itself. */
  readonly note?: string
}

/** A cause that was found in a launch. */
export interface Found {
  readonly facts: CauseFacts
  /** What proves it, each with its source. */
  readonly why: readonly Evidence[]
  /** What ECS prints because of it. */
  readonly failure?: Failure
  /** The part of the task definition or service that is wrong, as `placeOf` knows it, e.g. `secrets/app/DB`. */
  readonly part?: string
  /** The subnets in which it bites; missing where it does in all. */
  readonly subnetIds?: readonly string[]
  /** Where AWS was seen to let such a case pass. */
  readonly isDoubtful?: boolean
  /** What is wrong, where several parts of a launch meet it: a check tells them as one, at its place. */
  readonly root?: FoundRoot
}

/** What several findings of one launch come from. */
export interface FoundRoot {
  /** The same for all that come from it. */
  readonly key: string
  /** Where it was written, `file:line:col`; where that is not known, `part` tells. */
  readonly place?: string
  /** As `part` of what is found. */
  readonly part?: string
}

/** What a launch says about a cause. Nothing found and nothing open means that it is ruled out. */
export interface CauseAnswer {
  readonly found: readonly Found[]
  /** What would settle it. */
  readonly open: readonly string[]
  /** What rules it out. */
  readonly cleared?: readonly Evidence[]
}

/** One root cause: what it is, how it shows, how it is proved, and how it is mended. */
export interface Cause {
  readonly code: string
  readonly group: CauseGroup
  /** In lower case, without a full stop. */
  readonly summary: string
  /** Why it bites, in a few sentences. */
  readonly rationale: string
  /** Documentation of what is claimed. */
  readonly source: string
  /**
   * `warning`: what it finds may fail and need not. `note`: it keeps no task from starting, and may be meant: a check
   * leaves it out, and a diagnosis names it where the text speaks for it. An error where missing.
   */
  readonly severity?: 'error' | 'warning' | 'note'
  readonly signs: readonly Sign[]
  readonly settle: readonly Settling[]
  /** Proves it from a launch or rules it out. Missing where no launch can show it: it is recognised from texts alone. */
  readonly find?: (launch: EvaluatedLaunch) => CauseAnswer
  /** Words for the facts of one case; works with no facts at all. */
  readonly tell: (facts: CauseFacts) => Telling
}

/** Declares a cause. */
export function defineCause(cause: Cause): Cause {
  return cause
}
