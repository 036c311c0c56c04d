/** A text as templates are read against it, and where in the text as given each place of it is. */
export interface ScannedText {
  readonly text: string
  /** The same in lower case, of the same length: people retype messages, and consoles title them. */
  readonly lower: string
  /** Whether `lower` holds this anywhere; asked again it costs nothing. */
  holds(literal: string): boolean
  /** The place in the text as given of a place in `text`. */
  origin(index: number): number
}

/** How much of a text is read, in characters: of a longer one its beginning and its end. */
export const scanLimit = 100_000

const replaceable =
  // oxlint-disable-next-line no-control-regex -- terminals colour what they print
  /\u001B\[[0-9;]*m|(?:\s|[\u2502\u2577\u2575]|(?<!')\\[nrt])+|\\+"|[\u2018\u2019`]|[\u201C\u201D]|&(?:quot|apos|gt|lt|amp|#34|#39);/g

const entities: Readonly<Record<string, string>> = {
  '&quot;': '"',
  '&#34;': '"',
  '&apos;': "'",
  '&#39;': "'",
  '&gt;': '>',
  '&lt;': '<',
  '&amp;': '&',
}

/**
 * One space for every run of whitespace, frame and escaped line end, straight quotes, no colours: messages come
 * wrapped, out of JSON, out of a terminal and in two spellings.
 */
export function scan(given: string): ScannedText {
  const half = scanLimit / 2
  const slices =
    given.length <= scanLimit
      ? [{ from: 0, part: given }]
      : [
          { from: 0, part: `${given.slice(0, half)} ` },
          { from: given.length - half, part: given.slice(-half) },
        ]
  const pieces: string[] = []
  const starts: number[] = []
  const origins: number[] = []
  let length = 0
  const add = (piece: string, origin: number): void => {
    if (piece === '') return
    pieces.push(piece)
    starts.push(length)
    origins.push(origin)
    length += piece.length
  }
  for (const { from, part } of slices) {
    let end = 0
    for (const match of part.matchAll(replaceable)) {
      add(part.slice(end, match.index), from + end)
      add(replacement(match[0]), from + match.index)
      end = match.index + match[0].length
    }
    add(part.slice(end), from + end)
  }
  const text = pieces.join('')
  const lower = lowered(text)
  const held = new Map<string, boolean>()
  return {
    text,
    lower,
    holds: (literal) => {
      const known = held.get(literal)
      if (known !== undefined) return known
      const holds = lower.includes(literal)
      held.set(literal, holds)
      return holds
    },
    origin: (index) => {
      const at = lastAtOrBefore(starts, index)
      return at < 0 ? 0 : (origins[at] ?? 0) + index - (starts[at] ?? 0)
    },
  }
}

/** The spelling that texts are compared in; see `scan`. */
export function normalise(text: string): string {
  return text.replaceAll(replaceable, replacement).trim()
}

/** Lower case of the same length, which a few letters outside ASCII have not. */
export function lowered(text: string): string {
  const lower = text.toLowerCase()
  if (lower.length === text.length) return lower
  return text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase())
}

function replacement(found: string): string {
  if (found.startsWith('\u001B')) return ''
  if (found.startsWith('&')) return entities[found] ?? found
  if (found.endsWith('"') || found === '\u201C' || found === '\u201D') return '"'
  return found === '\u2018' || found === '\u2019' || found === '`' ? "'" : ' '
}

function lastAtOrBefore(sorted: readonly number[], value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) <= value) low = middle + 1
    else high = middle
  }
  return low - 1
}
