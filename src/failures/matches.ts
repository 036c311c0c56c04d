import { catalogue } from './catalogue.ts'
import { readables, type Readable } from './heads.ts'
import type { ScannedText } from './scanned-text.ts'
import type { Facts, Reading } from './template.ts'

/** A wording that was found in a text. */
export interface Match {
  readonly readable: Readable
  readonly reading: Reading
  readonly wraps?: string
}

const broaderOf = new Map(catalogue.map(({ code, broader }) => [code, broader]))
const yielding = new Set(catalogue.filter(({ yields }) => yields).map(({ code }) => code))

let compiled: readonly Readable[] | undefined

/** Every wording that the text holds, each at its first place, and at up to `repeats` places in all. */
export function matchesIn(scanned: ScannedText, repeats = 1): readonly Match[] {
  compiled ??= readables()
  return compiled.flatMap((readable) => placesOf(readable, scanned, repeats))
}

function placesOf(readable: Readable, scanned: ScannedText, repeats: number): Match[] {
  const found: Match[] = []
  const { wraps } = readable.wording
  let from = 0
  while (found.length < repeats) {
    const reading = readable.template.read(scanned, from)
    if (reading === undefined || reading.end <= from) break
    found.push(wraps === undefined ? { readable, reading } : { readable, reading, wraps })
    from = reading.end
  }
  return found
}

/** How much a match says: its fixed text, and more where its failure is a case of others. */
export function tellingOf(match: Match): number {
  let depth = 0
  for (let code = broaderOf.get(codeOf(match)); code !== undefined; code = broaderOf.get(code)) depth += 1
  return weightOf(match) + depth * caseWeight
}

/** What it counts, in characters of fixed text, that a failure is a case of another. */
const caseWeight = 40

/** The match with most fixed text, or a case of its failure that was found as well. */
export function mostSpecific(matches: readonly Match[]): Match | undefined {
  const sorted = matches.toSorted(
    (a, b) => Number(isYielding(a)) - Number(isYielding(b)) || weightOf(b) - weightOf(a),
  )
  let best = sorted[0]
  for (;;) {
    const found = best
    const narrower =
      found && sorted.find((match) => match !== found && isCaseOf(codeOf(match), codeOf(found)))
    if (narrower === undefined) return best
    best = narrower
  }
}

/** Whether a failure is a case of another, directly or through others between. */
export function isCaseOf(code: string, broader: string): boolean {
  for (let next = broaderOf.get(code); next !== undefined; next = broaderOf.get(next)) {
    if (next === broader) return true
  }
  return false
}

/** Names of holes that hold prose: what a general failure has there is not a fact of a case of it. */
const prose = new Set(['reason', 'error', 'message', 'problem'])

/** The facts of a match, and what overlapping matches of the same failure, or of a broader one, add to them. */
export function joinedFacts(match: Match, matches: readonly Match[]): Facts {
  const { start, end } = match.reading
  const joined: Record<string, string | number> = {}
  const others = matches
    .filter((other) => other.reading.start <= end && start <= other.reading.end)
    .filter((other) => codeOf(other) === codeOf(match) || isCaseOf(codeOf(match), codeOf(other)))
    .toSorted((a, b) => weightOf(b) - weightOf(a))
  for (const other of [match, ...others]) {
    for (const [name, value] of Object.entries(other.reading.facts)) {
      if (name in joined || (prose.has(name) && codeOf(other) !== codeOf(match))) continue
      joined[name] = value
    }
  }
  return joined
}

function isYielding(match: Match): boolean {
  return yielding.has(codeOf(match))
}

function codeOf({ readable }: Match): string {
  return readable.code
}

/** Of two wordings with as much fixed text, the one that gives more facts. */
function weightOf({ readable, reading }: Match): number {
  return readable.template.weight + Object.keys(reading.facts).length / 100
}
