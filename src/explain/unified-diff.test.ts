import { describe, expect, it } from 'vitest'
import { unifiedDiff } from './unified-diff.ts'

const numbers = (count: number): string[] => Array.from({ length: count }, (_, index) => String(index + 1))
const text = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('')

/** The text after a difference, read from the difference alone: it must say everything that changes. */
function patched(before: string, diff: string): string {
  const old = before.split('\n')
  const out: string[] = []
  let at = 0
  for (const line of diff.split('\n').slice(2)) {
    const hunk = /^@@ -(\d+)(?:,(\d+))? /.exec(line)
    if (hunk) {
      const start = Number(hunk[1]) - (hunk[2] === '0' ? 0 : 1)
      out.push(...old.slice(at, start))
      at = start
    } else if (line.startsWith('+')) out.push(line.slice(1))
    else if (line.startsWith('-') || line.startsWith(' ')) {
      expect(line.slice(1)).toBe(old[at])
      if (line.startsWith(' ')) out.push(line.slice(1))
      at++
    }
  }
  return [...out, ...old.slice(at)].join('\n')
}

describe('a difference', () => {
  it('is nothing where nothing differs', () => {
    expect(unifiedDiff('a', 'x\n', 'x\n')).toBe('')
  })

  it('shows three lines around a change', () => {
    const lines = numbers(9)
    expect(unifiedDiff('a.yaml', text(lines), text(lines.with(4, 'five')))).toBe(
      '--- a/a.yaml\n+++ b/a.yaml\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n',
    )
  })

  it('has a part for changes that lie apart, and one for those that touch', () => {
    const lines = numbers(30)
    const count = (diff: string): number => diff.split('\n').filter((line) => line.startsWith('@@')).length
    expect(count(unifiedDiff('a', text(lines), text(lines.with(2, 'x').with(25, 'y'))))).toBe(2)
    expect(count(unifiedDiff('a', text(lines), text(lines.with(10, 'x').with(16, 'y'))))).toBe(1)
  })

  it('says where the last line has no end', () => {
    expect(unifiedDiff('a', 'x', 'x\n')).toBe(
      '--- a/a\n+++ b/a\n@@ -1 +1 @@\n-x\n\\ No newline at end of file\n+x\n',
    )
  })

  it('says everything that changes', () => {
    let seed = 7
    const below = (limit: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
      return Math.floor((seed / 2_147_483_648) * limit)
    }
    for (let round = 0; round < 200; round++) {
      const before = Array.from({ length: below(25) }, () => `l${below(6)}`)
      const after = before
        .filter(() => below(5) > 0)
        .flatMap((line) => (below(4) > 0 ? [line] : [line, `n${below(3)}`]))
      const diff = unifiedDiff('a', text(before), text(after))
      if (diff !== '') expect(patched(text(before), diff)).toBe(text(after))
    }
  })
})
