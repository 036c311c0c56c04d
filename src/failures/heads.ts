import { catalogue } from './catalogue.ts'
import type { Wording } from './entry.ts'
import { template, type Template } from './template.ts'

/** A wording, and the template it is read by: its own, or the beginning of it that already tells it from others. */
export interface Readable {
  readonly code: string
  readonly wording: Wording
  readonly template: Template
}

/** Beginnings that texts lose, or have twice: how far two messages agree is counted after them. */
const dispensable = [
  'ResourceInitializationError: ',
  'unable to pull secrets or registry auth: ',
  'execution resource retrieval failed: ',
  'CannotPullContainerError: ',
  'CannotStartContainerError: ',
  'Error response from daemon: ',
  'api error ',
]

/** Stands for a hole; no text has it. */
const holeSign = '\u0001'

const holeSyntax = /\{[a-zA-Z]*:[a-z]+\}/g

/** How much fixed text a beginning needs, in characters, and how much of it after two messages part. */
const leastFixed = 30
const margin = 6

/**
 * All wordings, and the beginnings of each by which it is known when a text is cut: one that ends just after the last
 * place where a message of another code could still follow, and one after each later hole.
 */
export function readables(): readonly Readable[] {
  const whole = catalogue.flatMap(({ code, wordings }) =>
    wordings.map((wording) => ({ code, wording, template: wording.template })),
  )
  const sorted = whole.map(withBody).toSorted((a, b) => (a.key < b.key ? -1 : 1))
  return [...whole, ...sorted.flatMap((readable, index) => headsOf(readable, decidedAt(sorted, index)))]
}

interface Body extends Readable {
  readonly body: string
  /** The body in lower case with one sign for every hole, as they hold the same whatever they are called. */
  readonly key: string
}

function withBody(readable: Readable): Body {
  const body = bodyOf(readable.template.source)
  return { ...readable, body, key: body.toLowerCase().replaceAll(holeSyntax, holeSign) }
}

function bodyOf(source: string): string {
  const found = dispensable.find((beginning) => source.startsWith(beginning))
  return found === undefined ? source : bodyOf(source.slice(found.length))
}

/** How much of a body messages of other codes begin with as well. Sorted by key, those that agree longest are next to it. */
function decidedAt(sorted: readonly Body[], index: number): number {
  const own = sorted[index]
  if (own === undefined) return 0
  let decided = 0
  for (const step of [-1, 1]) {
    for (let at = index + step, other = sorted[at]; other !== undefined; at += step, other = sorted[at]) {
      const agreed = agreement(own.key, other.key)
      if (agreed <= decided) break
      if (other.code !== own.code) decided = agreed
    }
  }
  return lengthInBody(own.body, decided)
}

function agreement(one: string, other: string): number {
  let length = 0
  while (length < one.length && one[length] === other[length]) length += 1
  return length
}

/** The length in a body of the beginning of its key. */
function lengthInBody(body: string, length: number): number {
  let within = length
  for (const { index, 0: hole } of body.matchAll(holeSyntax)) {
    if (index < within) within += hole.length - holeSign.length
  }
  return within
}

function headsOf({ code, wording, body }: Body, decided: number): Readable[] {
  if (wording.strict || wording.wraps !== undefined || /^\{|\{:/.test(body)) return []
  const holes = [...body.matchAll(holeSyntax)].map(({ index, 0: { length } }) => ({
    begin: index,
    end: index + length,
  }))
  const endsInHole = (at: number): boolean => holes.some(({ begin, end }) => begin < at && at <= end)
  const fixedBefore = (at: number): number =>
    holes.reduce((left, { begin, end }) => (end <= at ? left - (end - begin) : left), at)
  let first = decided + margin
  while (first < body.length && (endsInHole(first) || fixedBefore(first) < leastFixed)) first += 1
  const later = holes.map(({ end }) => end + 2).filter((end) => end > first && !endsInHole(end))
  return [first, ...later]
    .filter((end) => end < body.length - 1)
    .map((end) => ({ code, wording, template: template(body.slice(0, end)) }))
}
