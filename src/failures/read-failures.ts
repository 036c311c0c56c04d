import { isCaseOf, matchesIn, tellingOf, type Match } from './matches.ts'
import { failureOf, readFailure, readScanned, type ReadFailure } from './read-failure.ts'
import { scan, type ScannedText } from './scanned-text.ts'

/** A failure, and where in the text as given it stands. */
export interface PlacedFailure extends ReadFailure {
  readonly start: number
  readonly end: number
}

/** How many failures of one text are told. */
export const failuresLimit = 20

/** How long one message is at most, in characters. */
const messageLimit = 1500

/** How often one wording is looked for: a log repeats itself. */
const repeats = 10

/** How many places of failures are looked at, the most telling ones. */
const keptLimit = 200

/**
 * All failures that a text tells of, such as a log with several events: each once, with the place of its first
 * occurrence. The one that `readFailure` gives comes first, then those with more fixed text, and at most
 * `failuresLimit`. A message that only passes another on is told with that as its `inner`.
 */
export function readFailures(text: string): readonly PlacedFailure[] {
  const scanned = scan(text)
  const matches = matchesIn(scanned, repeats)
  const found = withoutCovered(matches)
  const told = found.map((match) => placed(match, found, scanned))
  const distinct = new Map<string, PlacedFailure>()
  for (const failure of told) {
    const key = JSON.stringify([failure.code, failure.facts, failure.inner?.code])
    if (!distinct.has(key)) distinct.set(key, failure)
  }
  return withChiefFirst([...distinct.values()], readScanned(scanned, 0, firstOfEach(matches))?.code).slice(
    0,
    failuresLimit,
  )
}

/** Each wording at its first place. */
function firstOfEach(matches: readonly Match[]): readonly Match[] {
  return matches.filter(({ readable }, index) => matches[index - 1]?.readable !== readable)
}

/** Leaves out what stands inside of, or crosses, a match that says more. */
function withoutCovered(matches: readonly Match[]): readonly Match[] {
  const kept: Match[] = []
  const sorted = matches
    .map((match) => ({ match, telling: tellingOf(match) }))
    .toSorted((a, b) => b.telling - a.telling || a.match.reading.start - b.match.reading.start)
  for (const { match } of sorted) {
    if (kept.length === keptLimit) break
    if (!kept.some((other) => covers(other, match) || goesInto(match, other))) kept.push(match)
  }
  return kept
}

/** Whether a match is no more than the beginning of a message that goes on to say what exactly failed. */
function goesInto(match: Match, other: Match): boolean {
  const distance = other.reading.start - match.reading.start
  return distance >= 0 && distance < messageLimit && isCaseOf(other.readable.code, match.readable.code)
}

function covers(other: Match, match: Match): boolean {
  return other.reading.start < match.reading.end && match.reading.start < other.reading.end
}

function placed(match: Match, found: readonly Match[], scanned: ScannedText): PlacedFailure {
  const { start, end } = match.reading
  const failure = failureOf(match, found)
  const held = match.wraps === undefined ? undefined : match.reading.facts[match.wraps]
  const inner = held === undefined ? undefined : readFailure(String(held))
  const place = { start: scanned.origin(start), end: scanned.origin(end) }
  return inner === undefined ? { ...failure, ...place } : { ...failure, inner, ...place }
}

function withChiefFirst(failures: readonly PlacedFailure[], code: string | undefined): PlacedFailure[] {
  return failures.toSorted((a, b) => Number(b.code === code) - Number(a.code === code))
}
