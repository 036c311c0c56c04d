import type { Failure } from '../model/verdict.ts'
import { joinedFacts, matchesIn, mostSpecific, type Match } from './matches.ts'
import { scan, type ScannedText } from './scanned-text.ts'

/** A failure recognised in a text. */
export interface ReadFailure extends Failure {
  /** The row of the catalogue whose wording fitted. */
  readonly row: string
  readonly verified: boolean
  /** The failure inside a message that only passes another on, such as `was unable to place a task. Reason: …`. */
  readonly inner?: ReadFailure
}

/** A message in a message in a message: further in nothing is read. */
const depthLimit = 4

/**
 * Finds the failure that a text tells of, wherever in it the message stands, wrapped, cut or partly blacked out. Of
 * several that fit, a message around another comes first, then the one with more fixed text; a general failure gives way
 * to a case of it that fits as well. Undefined where nothing is recognised.
 */
export function readFailure(text: string): ReadFailure | undefined {
  return readScanned(scan(text))
}

/** The failure at the heart of messages that pass it on. */
export function innermost(failure: ReadFailure): ReadFailure {
  return failure.inner === undefined ? failure : innermost(failure.inner)
}

/** As `readFailure`, of a text that was scanned, and of which the matches may be known. */
export function readScanned(
  scanned: ScannedText,
  depth = 0,
  matches: readonly Match[] = matchesIn(scanned),
): ReadFailure | undefined {
  const direct = mostSpecific(matches.filter(({ wraps }) => wraps === undefined))
  const around = outermost(matches.filter(({ wraps }) => wraps !== undefined))
  if (around === undefined) return direct === undefined ? undefined : failureOf(direct, matches)
  if (direct !== undefined && around.reading.start >= direct.reading.start) return failureOf(direct, matches)
  const inner = depth < depthLimit ? readScanned(scan(heldBy(around)), depth + 1) : undefined
  if (inner === undefined) return failureOf(direct ?? around, matches)
  const told = failureOf(around)
  return inner.code === told.code ? inner : { ...told, inner }
}

function heldBy({ reading, wraps }: Match): string {
  return String(reading.facts[wraps ?? ''] ?? '')
}

function outermost(matches: readonly Match[]): Match | undefined {
  return matches.toSorted(
    (a, b) => a.reading.start - b.reading.start || b.readable.template.weight - a.readable.template.weight,
  )[0]
}

/** A match as the failure it tells of, with what other matches in the same text add to its facts. */
export function failureOf(match: Match, matches: readonly Match[] = []): ReadFailure {
  const { code, wording } = match.readable
  return { code, facts: joinedFacts(match, matches), row: wording.row, verified: wording.verified }
}
