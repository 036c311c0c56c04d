import { wrap } from './wrap.ts'

/** The widest first column: what is longer pushes its second to a place of its own. */
const widest = 72

/** How far a second column that has no room stands in on a line of its own. */
const inset = '  '

/**
 * Pairs of texts as lines, the second ones under one another. Within a width the first is broken into lines, and the
 * second follows where there is room for it, or has a line of its own.
 */
export function inTwoColumns(pairs: readonly (readonly [string, string])[], width?: number): string[] {
  const column = Math.min(widest, Math.max(0, ...pairs.map(([first]) => first.length)))
  const fits = ([first, second]: readonly [string, string]): boolean =>
    width === undefined || Math.max(column, first.length) + 2 + second.length <= width
  const isAligned = pairs.every(([first, second]) => second === '' || fits([first, second]))
  return pairs.flatMap(([first, second]) => {
    if (second === '') return wrap(first, width)
    if (isAligned) return [`${first.padEnd(column)}  ${second}`]
    const lines = wrap(first, width)
    const last = lines.at(-1) ?? ''
    return width !== undefined && last.length + 2 + second.length <= width
      ? [...lines.slice(0, -1), `${last}  ${second}`]
      : [...lines, `${inset}${second}`]
  })
}
