import { template, type Template } from './template.ts'

/** Where a message appears. */
export type FailureWhere = 'stoppedReason' | 'containerReason' | 'event' | 'api' | 'log' | 'exitCode'

/** `stopCode` of a task that stops with a message. */
export type StopCode =
  | 'TaskFailedToStart'
  | 'EssentialContainerExited'
  | 'UserInitiated'
  | 'ServiceSchedulerInitiated'

/** One way in which a failure is or was worded. */
export interface Wording {
  readonly template: Template
  readonly where: FailureWhere
  /** Row of the message catalogue it comes from. */
  readonly row: string
  /** Verified by a capture, AWS's documentation or source; otherwise composed from its parts. */
  readonly verified: boolean
  /** Printed for tasks of this launch type only; without it for both. */
  readonly launchType?: 'FARGATE' | 'EC2'
  /** The stable part of a text, or an old generation: recognised and never printed. */
  readonly onlyRead: boolean
  /** A message around another: this hole holds the inner one. */
  readonly wraps?: string
}

/** A failure: its code, and all its wordings, the one that is printed first. */
export interface FailureEntry {
  readonly code: string
  readonly stopCode?: StopCode
  readonly wordings: readonly Wording[]
}

interface WordingOptions {
  readonly where?: FailureWhere
  readonly unverified?: true
  readonly launchType?: 'FARGATE' | 'EC2'
  readonly onlyRead?: true
  readonly wraps?: string
}

/** Declares a wording: its row, its text with holes, and how it differs from a verified `stoppedReason`. */
export function wording(row: string, text: string, options: WordingOptions = {}): Wording {
  const { where = 'stoppedReason', unverified, onlyRead, ...rest } = options
  return {
    row,
    template: template(text),
    where,
    verified: unverified !== true,
    onlyRead: onlyRead === true,
    ...rest,
  }
}
