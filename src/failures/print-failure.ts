import type { Failure } from '../model/verdict.ts'
import { failureEntry } from './catalogue.ts'
import type { FailureWhere, StopCode, Wording } from './entry.ts'
import { truncateReason } from './truncate.ts'

/** A failure in ECS's words. */
export interface PrintedFailure {
  readonly text: string
  /** Where ECS shows the text. */
  readonly where: FailureWhere
  /** `stopCode` of the task it stops. */
  readonly stopCode?: StopCode
}

/** Which of several wordings is wanted. */
export interface PrintOptions {
  readonly launchType?: string
  readonly where?: FailureWhere
}

/**
 * Prints a failure as ECS does today: the first wording of its entry that this launch type and place use and whose
 * holes the facts fill. An unknown code, or facts that fill no wording, is a bug.
 */
export function printFailure(failure: Failure, options: PrintOptions = {}): PrintedFailure {
  const entry = failureEntry(failure.code)
  if (entry === undefined) throw new Error(`the catalogue has no failure ${failure.code}`)
  const usable = entry.wordings.filter((wording) => isUsable(wording, failure, options))
  const wording =
    usable.find(({ launchType }) => launchType !== undefined && launchType === options.launchType) ??
    usable[0]
  if (wording === undefined) {
    throw new Error(`no wording of ${failure.code} fits the facts ${Object.keys(failure.facts).join(', ')}`)
  }
  const text = wording.template.print(failure.facts)
  const isReason = wording.where === 'stoppedReason' || wording.where === 'containerReason'
  return {
    text: isReason ? truncateReason(text) : text,
    where: wording.where,
    ...(entry.stopCode === undefined ? {} : { stopCode: entry.stopCode }),
  }
}

function isUsable(wording: Wording, { facts }: Failure, { launchType, where }: PrintOptions): boolean {
  if (wording.onlyRead || (where !== undefined && wording.where !== where)) return false
  const other = wording.launchType === 'EC2' ? 'EC2' : 'FARGATE'
  if (wording.launchType !== undefined && (launchType ?? 'FARGATE') !== other) return false
  return wording.template.holes.every(({ name }) => facts[name] !== undefined)
}
