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
  const bodies = whole.map((readable) => ({ ...readable, body: bodyOf(readable.template.source) }))
  const sorted = bodies
    .map((readable) => ({ readable, key: sortKey(readable) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ readable }) => readable)
  return [...whole, ...sorted.flatMap((readable, index) => headsOf(readable, decidedAt(sorted, index)))]
}

interface Body extends Readable {
  readonly body: string
}

function bodyOf(source: string): string {
  const found = dispensable.find((beginning) => source.startsWith(beginning))
  return found === undefined ? source : bodyOf(source.slice(found.length))
}

/** A text to sort by: one sign for every hole, as they hold the same whatever they are called. */
function sortKey({ body }: Body): string {
  return body.toLowerCase().replaceAll(holeSyntax, '\u0001')
}

/** Bodies are sorted, so that those which agree longest with one stand next to it. */
function decidedAt(sorted: readonly Body[], index: number): number {
  const own = sorted[index]
  if (own === undefined) return 0
  let decided = 0
  for (const step of [-1, 1]) {
    for (let at = index + step, other = sorted[at]; other !== undefined; at += step, other = sorted[at]) {
      const agreed = agreement(own.body, other.body)
      if (agreed <= decided) break
      if (other.code !== own.code) decided = agreed
    }
  }
  return decided
}

/** How far the first message says the same as the second, in characters of the first. */
function agreement(one: string, other: string): number {
  const ones = piecesOf(one)
  const others = piecesOf(other)
  const parted = ones.findIndex((piece, index) => piece !== others[index])
  return (parted < 0 ? ones : ones.slice(0, parted)).join('').length
}

const pieces = new Map<string, readonly string[]>()

/** Letters, and holes as one piece each of its own length. */
function piecesOf(body: string): readonly string[] {
  const known = pieces.get(body)
  if (known !== undefined) return known
  const made = body.toLowerCase().match(/\{[a-z]*:[a-z]+\}|[^]/g) ?? []
  pieces.set(body, made)
  return made
}

function headsOf({ code, wording, body }: Body, decided: number): Readable[] {
  if (wording.strict || wording.wraps !== undefined || /^\{|\{:/.test(body)) return []
  const first = Math.max(decided + margin, leastFixed)
  const holes = [...body.matchAll(holeSyntax)].map(({ index, 0: { length } }) => ({
    begin: index,
    end: index + length,
  }))
  const beyond = (at: number): number => holes.find(({ begin, end }) => begin < at && at < end)?.end ?? at
  const ends = [beyond(first), ...holes.map(({ end }) => end + 2).filter((end) => end > first)]
  return ends
    .filter((end) => end < body.length - 1)
    .map((end) => body.slice(0, holes.find(({ begin }) => begin < end && end < begin + 2)?.begin ?? end))
    .filter((head) => !head.endsWith('}'))
    .map((head) => ({ code, wording, template: template(head) }))
    .filter(({ template: { weight } }) => weight >= leastFixed)
}
