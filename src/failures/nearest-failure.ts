import { catalogue } from './catalogue.ts'
import { scan } from './scanned-text.ts'

/** A known failure whose wording is like a text that was not recognised. */
export interface NearFailure {
  readonly code: string
  readonly summary: string
  /** The wording, with its holes. */
  readonly wording: string
  /** From 0 (nothing shared) to 1 (the same words). */
  readonly score: number
}

/** Below this the words that are shared could be anybody's. */
export const leastLikeness = 0.35

/** How many words are shared at least. */
const leastShared = 3

/** What a word weighs that no failure has: little, as most are names and ids. */
const strangeness = 1

interface Known {
  readonly code: string
  readonly summary: string
  readonly wording: string
  readonly words: ReadonlySet<string>
  readonly weight: number
}

interface Vocabulary {
  readonly known: readonly Known[]
  readonly weightOf: (word: string) => number
}

let vocabulary: Vocabulary | undefined

/**
 * The known failure whose wording shares most with a text, rare words counting more than common ones; undefined where
 * none shares enough. Words that no
 * failure has count little: most are names and ids.
 */
export function nearestFailure(text: string): NearFailure | undefined {
  vocabulary ??= learn()
  const { known, weightOf } = vocabulary
  const all = [...wordsOf(scan(text).lower)]
  const words = all.filter((word) => weightOf(word) > 0)
  const strange = all.length - words.length
  const total = sum(words.map(weightOf)) + strange * strangeness
  if (words.length < leastShared) return undefined
  let best: NearFailure | undefined
  for (const { words: theirs, weight, code, summary, wording } of known) {
    const shared = words.filter((word) => theirs.has(word))
    if (shared.length < leastShared) continue
    const score = sum(shared.map(weightOf)) / Math.sqrt(weight * total)
    if (score >= leastLikeness && score > (best?.score ?? 0)) best = { code, summary, wording, score }
  }
  return best
}

function learn(): Vocabulary {
  const wordings = catalogue.flatMap(({ code, summary, wordings: all }) =>
    all.map(({ template: { source } }) => ({
      code,
      summary,
      wording: source,
      words: wordsOf(source.replaceAll(/\{\w*:\w+\}/g, ' ').toLowerCase()),
    })),
  )
  const counts = new Map<string, number>()
  for (const { words } of wordings) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  const weightOf = (word: string): number => {
    const count = counts.get(word)
    return count === undefined ? 0 : Math.log(1 + wordings.length / count)
  }
  const known = wordings.map((one) => ({ ...one, weight: sum([...one.words].map(weightOf)) }))
  return { known: known.filter(({ weight }) => weight > 0), weightOf }
}

function wordsOf(lower: string): ReadonlySet<string> {
  return new Set(lower.match(/[a-z][a-z0-9]+/g))
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
