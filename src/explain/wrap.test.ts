import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wrap } from './wrap.ts'

describe('a text in lines', () => {
  it.each([
    ['one two three four five six', undefined, undefined, ['one two three four five six']],
    ['one two three four five six', 20, undefined, ['one two three four', 'five six']],
    ['one two three four five six', 20, 8, ['one two', 'three four five six']],
    [
      'see arn:aws:iam::111122223333:role/execution now',
      20,
      undefined,
      ['see', 'arn:aws:iam::111122223333:role/execution', 'now'],
    ],
    ['one two three', 5, undefined, ['one two three']],
  ])('%s at %s, %s', (text, width, first, expected) => {
    expect(wrap(text, width, first)).toEqual(expected)
  })

  it('keeps every word, and makes no line longer than a word makes it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z]{1,30}$/), { minLength: 1 }),
        fc.integer({ min: 20, max: 120 }),
        fc.integer({ min: 5, max: 120 }),
        (words, width, first) => {
          const lines = wrap(words.join(' '), width, Math.min(first, width))
          expect(lines.join(' ')).toBe(words.join(' '))
          for (const line of lines) expect(line.length <= width || !line.includes(' ')).toBe(true)
        },
      ),
    )
  })
})
