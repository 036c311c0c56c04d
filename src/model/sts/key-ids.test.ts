import { describe, expect, it } from 'vitest'
import { isIssuedKeyId, newKeyId } from './key-ids.ts'

const cycle = (offset: number) => ({
  text: (length: number, alphabet: string): string =>
    Array.from({ length }, (_, index) =>
      alphabet.charAt((offset * 7 + index * index) % alphabet.length),
    ).join(''),
})

describe('the id of an access key', () => {
  it('has the form of AWS’s and is known again', () => {
    for (let index = 0; index < 100; index += 1) {
      const id = newKeyId(index % 2 === 0 ? 'AKIA' : 'ASIA', cycle(index))
      expect(id).toMatch(/^A[KS]IA[A-Z2-7]{16}$/)
      expect(isIssuedKeyId(id)).toBe(true)
      expect(isIssuedKeyId(`${id.slice(0, 8)}${id.charAt(8) === 'A' ? 'B' : 'A'}${id.slice(9)}`)).toBe(false)
    }
  })

  it.each([
    'test',
    '',
    '123456789012',
    'AKIAIOSFODNN7EXAMPLE',
    'ASIAQNZGKIQY56JQ7WML',
    'AKIAI44QH8DHBEXAMPLE',
  ])('%s was not made here', (id) => {
    expect(isIssuedKeyId(id)).toBe(false)
  })
})
