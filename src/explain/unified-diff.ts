/** How many lines stand around a change. */
const context = 3

type Line = readonly [mark: ' ' | '-' | '+', text: string]

/** The difference of two texts as `diff -u` prints it; empty where there is none. */
export function unifiedDiff(file: string, before: string, after: string): string {
  if (before === after) return ''
  const lines = differing(linesOf(before), linesOf(after))
  const hunks = hunksOf(lines).map((hunk) => hunkText(lines, hunk))
  return [`--- a/${file}`, `+++ b/${file}`, ...hunks].join('\n').concat('\n')
}

/** Lines without their ends; a last one that has none says so, as `diff` does. */
function linesOf(text: string): string[] {
  const lines = text.split('\n')
  const last = lines.pop() ?? ''
  return last === '' ? lines : [...lines, `${last}\n\\ No newline at end of file`]
}

/** Every line of both texts, those of the first that go before those of the second that come. */
function differing(before: readonly string[], after: readonly string[]): Line[] {
  let start = 0
  while (start < before.length && start < after.length && before[start] === after[start]) start++
  let [a, b] = [before.length, after.length]
  while (a > start && b > start && before[a - 1] === after[b - 1]) [a, b] = [a - 1, b - 1]
  const same = (text: string): Line => [' ', text]
  return [
    ...before.slice(0, start).map(same),
    ...shortest(before.slice(start, a), after.slice(start, b)),
    ...before.slice(a).map(same),
  ]
}

/** The longest common subsequence by Myers' greedy algorithm: its cost grows with the number of differences. */
function shortest(before: readonly string[], after: readonly string[]): Line[] {
  const reach = new Map<number, number>([[1, 0]])
  const trace: Map<number, number>[] = []
  for (let edits = 0; edits <= before.length + after.length; edits++) {
    trace.push(new Map(reach))
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const [down, right] = [reach.get(diagonal + 1) ?? -1, (reach.get(diagonal - 1) ?? -1) + 1]
      let x = diagonal === -edits || (diagonal !== edits && right - 1 < down) ? down : right
      while (x < before.length && x - diagonal < after.length && before[x] === after[x - diagonal]) x++
      reach.set(diagonal, x)
      if (x >= before.length && x - diagonal >= after.length) return walkBack(trace, before, after)
    }
  }
  return []
}

function walkBack(
  trace: readonly ReadonlyMap<number, number>[],
  before: readonly string[],
  after: readonly string[],
): Line[] {
  const lines: Line[] = []
  let [x, y] = [before.length, after.length]
  for (const [edits, reach] of [...trace.entries()].reverse()) {
    const diagonal = x - y
    const [down, right] = [reach.get(diagonal + 1) ?? -1, reach.get(diagonal - 1) ?? -1]
    const isDown = diagonal === -edits || (diagonal !== edits && right < down)
    const fromX = isDown ? down : right
    const fromY = fromX - (isDown ? diagonal + 1 : diagonal - 1)
    while (x > Math.max(fromX, 0) && y > Math.max(fromY, 0) && before[x - 1] === after[y - 1]) {
      lines.push([' ', before[x - 1] ?? ''])
      ;[x, y] = [x - 1, y - 1]
    }
    if (edits === 0) break
    lines.push(isDown ? ['+', after[y - 1] ?? ''] : ['-', before[x - 1] ?? ''])
    ;[x, y] = [fromX, fromY]
  }
  return lines.reverse()
}

interface Hunk {
  readonly from: number
  readonly to: number
}

function hunksOf(lines: readonly Line[]): Hunk[] {
  const hunks: Hunk[] = []
  for (const [index, [mark]] of lines.entries()) {
    if (mark === ' ') continue
    const last = hunks.at(-1)
    const to = Math.min(lines.length, index + 1 + context)
    if (last && index - context <= last.to) hunks[hunks.length - 1] = { from: last.from, to }
    else hunks.push({ from: Math.max(0, index - context), to })
  }
  return hunks
}

function hunkText(lines: readonly Line[], { from, to }: Hunk): string {
  const count = (upTo: readonly Line[], other: '-' | '+'): number =>
    upTo.filter(([mark]) => mark !== other).length
  const [ahead, own] = [lines.slice(0, from), lines.slice(from, to)]
  const range = (other: '-' | '+'): string => {
    const length = count(own, other)
    return `${count(ahead, other) + (length === 0 ? 0 : 1)}${length === 1 ? '' : `,${length}`}`
  }
  return [`@@ -${range('+')} +${range('-')} @@`, ...own.map(([mark, text]) => `${mark}${text}`)].join('\n')
}
