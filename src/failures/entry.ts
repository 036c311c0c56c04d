import type { LaunchStepKind } from '../model/launch/step.ts'
import { template, type ReadOptions, type Template } from './template.ts'

/** Where a message appears. */
export type FailureWhere = 'stoppedReason' | 'containerReason' | 'event' | 'api' | 'log' | 'exitCode'

/** `stopCode` of a task that stops with a message. */
export type StopCode =
  | 'TaskFailedToStart'
  | 'EssentialContainerExited'
  | 'UserInitiated'
  | 'ServiceSchedulerInitiated'
  | 'SpotInterruption'

/** One way in which a failure is or was worded. */
export interface Wording {
  readonly template: Template
  readonly where: FailureWhere
  /** Row of the message catalogue it comes from; `-` for a message of another program than ECS. */
  readonly row: string
  /** Verified by a capture, AWS's documentation or source; otherwise composed from its parts. */
  readonly verified: boolean
  /** Printed for tasks of this launch type only; without it for both. */
  readonly launchType?: 'FARGATE' | 'EC2'
  /** The stable part of a text, or an old generation: recognised and never printed. */
  readonly onlyRead: boolean
  /** A message around another: this hole holds the inner one. */
  readonly wraps?: string
  /** Not read beyond its own text: see `ReadOptions`. */
  readonly strict: boolean
}

/** A failure: its code, and all its wordings, the one that is printed first. */
export interface FailureEntry {
  readonly code: string
  /** What happened, in one line of our own words, lower-case and without a full stop. */
  readonly summary: string
  readonly stopCode?: StopCode
  /** The step of a launch that fails so. */
  readonly step?: LaunchStepKind
  /** Code of the failure that this is a case of, and which a text gives that is cut before it says more. */
  readonly broader?: string
  /** Tells only what goes on, or what came of it: any other failure in the same text comes first. */
  readonly yields?: true
  readonly wordings: readonly Wording[]
}

interface WordingOptions extends ReadOptions {
  readonly where?: FailureWhere
  readonly unverified?: true
  readonly launchType?: 'FARGATE' | 'EC2'
  readonly onlyRead?: true
  readonly wraps?: string
}

/** Rows of which neither AWS's documentation and source nor a capture attests the text, and messages of other programs. */
const unverifiedRows = new Set(
  'R-04 R-13 R-21 R-33 R-42 R-43 P-04 P-05 P-11 A-06 A-12 A-13 A-14 A-15 A-16 A-31 A-32 A-33 A-34 -'.split(
    ' ',
  ),
)

/** Declares a wording: its row, its text with holes, and how it differs from a verified `stoppedReason`. */
export function wording(row: string, text: string, options: WordingOptions = {}): Wording {
  const { where = 'stoppedReason', unverified, onlyRead, exact, whole, ...rest } = options
  return {
    row,
    template: template(text, { ...(exact ? { exact } : {}), ...(whole ? { whole } : {}) }),
    where,
    verified: unverified !== true && !unverifiedRows.has(row),
    onlyRead: onlyRead === true,
    strict: exact === true || whole === true,
    ...rest,
  }
}

/** Declares texts by which a failure is recognised and that are never printed. */
export function recognised(row: string, ...texts: readonly string[]): readonly Wording[] {
  return texts.map((text) => wording(row, text, { onlyRead: true }))
}

/**
 * A refusal by IAM of one action, from whole to its last words, after this beginning. The kind of policy that does not
 * allow it is a fact of its own, as many texts keep no more than that.
 */
export function refused(row: string, action: string, begin = ''): readonly Wording[] {
  const user = `${begin}User: {principal:word} is not authorized to perform: ${action}`
  return recognised(
    row,
    `${user} on resource: {resource:word} {reason:because}`,
    `${user} on resource: {resource:word} `,
    user,
    `${begin}not authorized to perform: ${action}`,
    `${begin}no {policy:phrase} allows the ${action} action`,
  )
}

/** A network failure, told by any of the words that AWS lists for them, after this beginning. */
export function unreachable(row: string, begin: string): readonly Wording[] {
  return recognised(row, `${begin}{:gap}dial tcp {address:address}:443`, `${begin}{:gap}{:network}`)
}
