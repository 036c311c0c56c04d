import { describe, expect, it } from 'vitest'
import { spliced, thenSpliced } from './spliced-text.ts'

describe('spliced', () => {
  it('replaces parts, and leaves out one that begins within another', () => {
    const made = spliced('abcdef', [
      { from: 1, to: 3, by: '-' },
      { from: 2, to: 4, by: '!' },
      { from: 5, to: 6, by: '' },
    ])
    expect(made.text).toBe('a-de')
    expect([0, 1, 2, 3].map((index) => made.origin(index))).toEqual([0, 1, 3, 4])
  })

  it('makes one change after another', () => {
    const first = spliced('one two three', [{ from: 3, to: 4, by: '' }])
    const second = thenSpliced(first, (text) => [{ from: 0, to: text.indexOf('two'), by: '' }])
    expect(second.text).toBe('two three')
    expect(second.origin(0)).toBe(4)
    expect(second.origin(4)).toBe(8)
  })

  it('leaves a text alone that nothing is replaced in', () => {
    const same = spliced('abc', [])
    expect(same.text).toBe('abc')
    expect(same.origin(2)).toBe(2)
  })
})
