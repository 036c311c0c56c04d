/** The widest first column: what is longer pushes its second to a place of its own. */
const widest = 72

/** Pairs of texts as lines, the second ones under one another. */
export function inTwoColumns(pairs: readonly (readonly [string, string])[]): string[] {
  const width = Math.min(widest, Math.max(0, ...pairs.map(([first]) => first.length)))
  return pairs.map(([first, second]) => (second === '' ? first : `${first.padEnd(width)}  ${second}`))
}
