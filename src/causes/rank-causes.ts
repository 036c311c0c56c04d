import { normalise } from '../failures/scanned-text.ts'
import type { Failure } from '../model/verdict.ts'
import type { Cause, Sign } from './cause.ts'

/** A cause that a text speaks for, and how much: of a hundred such reports, so many have it. */
export interface RankedCause {
  readonly cause: Cause
  readonly share: number
  /** The failure that the sign was read from; missing where it was read from words. */
  readonly failure?: Failure
  /** No sign: the text has the words in which such a cause is told. */
  readonly isByTopic?: boolean
}

/** Below this share a cause is not worth a look: 2 of a hundred reports. */
const minimumShare = 2

/** Characters of a report in which signs are looked for; of a longer one its beginning and its end. */
const scanned = 16_384

/** Later messages of one report say less about what began it: each counts this much of the one before. */
const laterMessage = 0.8

/** The causes that a text speaks for, likeliest first. `failures`: what was read from it, most telling first. */
export function rankCauses(
  text: string,
  failures: readonly Failure[],
  vocabulary: readonly Cause[],
): RankedCause[] {
  const shows = reader(normalise(bounded(text)))
  return vocabulary
    .flatMap((cause): RankedCause[] => {
      const best = cause.signs
        .flatMap((sign) => shareOf(sign, shows, failures))
        .reduce<Matched | undefined>((a, b) => (a === undefined || b.share > a.share ? b : a), undefined)
      return best === undefined || best.share < minimumShare ? [] : [{ cause, ...best }]
    })
    .toSorted((a, b) => b.share - a.share)
}

function bounded(text: string): string {
  return text.length <= scanned ? text : `${text.slice(0, scanned / 2)}\n${text.slice(-scanned / 2)}`
}

interface Matched {
  readonly share: number
  readonly failure?: Failure
}

/** Whether a text shows words. Causes that look alike share an expression: it is tried once. */
type Reader = (words: RegExp) => boolean

function reader(text: string): Reader {
  const known = new Map<RegExp, boolean>()
  return (words) => {
    const answer = known.get(words) ?? words.test(text)
    known.set(words, answer)
    return answer
  }
}

function shareOf(
  { failure: code, when, words, without, share }: Sign,
  shows: Reader,
  failures: readonly Failure[],
): Matched[] {
  const index = failures.findIndex(
    (failure) => failure.code === code && (when === undefined || when(failure.facts)),
  )
  const failure = failures[index]
  if (code !== undefined && failure === undefined) return []
  if (words !== undefined && !shows(words)) return []
  if (without !== undefined && shows(without)) return []
  return failure === undefined ? [{ share }] : [{ share: share * laterMessage ** index, failure }]
}
