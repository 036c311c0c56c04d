import type { Failure } from '../model/verdict.ts'
import { catalogue } from './catalogue.ts'
import type { Wording } from './entry.ts'
import { normalise, type Reading } from './template.ts'

/** A failure recognised in a text. */
export interface ReadFailure extends Failure {
  /** The row of the catalogue whose wording fitted. */
  readonly row: string
  readonly verified: boolean
  /** The failure inside a message that only passes another on, such as `was unable to place a task. Reason: …`. */
  readonly inner?: ReadFailure
}

interface Candidate {
  readonly code: string
  readonly wording: Wording
}

const candidates: readonly Candidate[] = catalogue
  .flatMap(({ code, wordings }) => wordings.map((wording) => ({ code, wording })))
  .sort((a, b) => b.wording.template.weight - a.wording.template.weight)

/**
 * Finds the failure that a text tells of, wherever in it the message stands. Of several that fit, a message around
 * another comes first, then the one with more fixed text. Undefined where nothing is recognised.
 */
export function readFailure(text: string): ReadFailure | undefined {
  return readNormalised(normalise(text))
}

function readNormalised(text: string): ReadFailure | undefined {
  const around = firstReading(text, true)
  const direct = firstReading(text, false)
  if (around !== undefined && (direct === undefined || around.reading.start < direct.reading.start)) {
    return wrapped(around)
  }
  return direct === undefined ? undefined : result(direct)
}

interface Found extends Candidate {
  readonly reading: Reading
}

function firstReading(text: string, wrapping: boolean): Found | undefined {
  for (const candidate of candidates) {
    if ((candidate.wording.wraps !== undefined) !== wrapping) continue
    const reading = candidate.wording.template.read(text)
    if (reading !== undefined) return { ...candidate, reading }
  }
  return undefined
}

function wrapped(found: Found): ReadFailure {
  const inner = readNormalised(String(found.reading.facts[found.wording.wraps ?? ''] ?? ''))
  return inner === undefined ? result(found) : { ...result(found), inner }
}

function result({ code, wording, reading }: Found): ReadFailure {
  return { code, facts: reading.facts, row: wording.row, verified: wording.verified }
}
