import { catalogue } from './catalogue.ts'
import { readables, type Readable } from './heads.ts'
import type { ScannedText } from './scanned-text.ts'
import type { Reading } from './template.ts'

/** A wording that was found in a text. */
export interface Match {
  readonly readable: Readable
  readonly reading: Reading
  readonly wraps?: string
}

const broaderOf = new Map(catalogue.map(({ code, broader }) => [code, broader]))

let compiled: readonly Readable[] | undefined

/** Every wording that the text holds, at its first place from there on. */
export function matchesIn(scanned: ScannedText, from = 0): readonly Match[] {
  compiled ??= readables()
  return compiled.flatMap((readable) => {
    const reading = readable.template.read(scanned, from)
    if (reading === undefined) return []
    const { wraps } = readable.wording
    return [wraps === undefined ? { readable, reading } : { readable, reading, wraps }]
  })
}

/** The match with most fixed text, or a case of its failure that was found as well. */
export function mostSpecific(matches: readonly Match[]): Match | undefined {
  const sorted = matches.toSorted((a, b) => weightOf(b) - weightOf(a))
  let best = sorted[0]
  for (;;) {
    const found = best
    const narrower = found && sorted.find((match) => match !== found && isCaseOf(codeOf(match), codeOf(found)))
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

function codeOf({ readable }: Match): string {
  return readable.code
}

/** Of two wordings with as much fixed text, the one that gives more facts. */
function weightOf({ readable, reading }: Match): number {
  return readable.template.weight + Object.keys(reading.facts).length / 100
}
