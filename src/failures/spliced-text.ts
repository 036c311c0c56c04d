/** A text made from another one, and where in that one each place of it was. */
export interface SplicedText {
  readonly text: string
  /** The place in the text as given of a place in `text`. */
  readonly origin: (index: number) => number
}

/** What stands between two places of a text, and what takes its place. */
export interface Splice {
  readonly from: number
  readonly to: number
  readonly by: string
}

/** Replaces parts of a text, which come in order; one that begins within the one before is left out. */
export function spliced(given: string, splices: Iterable<Splice>): SplicedText {
  const pieces: string[] = []
  const starts: number[] = []
  const origins: number[] = []
  let length = 0
  let end = 0
  const add = (piece: string, origin: number): void => {
    if (piece === '') return
    pieces.push(piece)
    starts.push(length)
    origins.push(origin)
    length += piece.length
  }
  for (const { from, to, by } of splices) {
    if (from < end) continue
    add(given.slice(end, from), end)
    add(by, from)
    end = to
  }
  add(given.slice(end), end)
  return {
    text: pieces.join(''),
    origin: (index) => {
      const at = lastAtOrBefore(starts, index)
      return at < 0 ? 0 : (origins[at] ?? 0) + index - (starts[at] ?? 0)
    },
  }
}

/** One change after another, as one. */
export function thenSpliced(first: SplicedText, next: (text: string) => Iterable<Splice>): SplicedText {
  const second = spliced(first.text, next(first.text))
  return { text: second.text, origin: (index) => first.origin(second.origin(index)) }
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
