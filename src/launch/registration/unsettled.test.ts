import { describe, expect, it } from 'vitest'
import { Unresolved } from '../../model/template.ts'
import { ifKnown, knownItems, NotKnown, readable } from './unsettled.ts'

const unknown = new Unresolved({ reason: 'parameter Count', settledBy: 'a value for it' })

describe('a value of which parts are not known', () => {
  it('gives what is known', () => {
    const value = readable<{ a: number; b: { c: string[] } }>({ a: unknown, b: { c: ['x', unknown] } })
    expect(value.b.c[0]).toBe('x')
    expect(value.b.c).toHaveLength(2)
  })

  it('throws where the part is read that is not known', () => {
    const value = readable<{ a: number; b: { c: string[] } }>({ a: unknown, b: { c: ['x', unknown] } })
    expect(() => value.a).toThrow(NotKnown)
    expect(() => value.b.c[1]).toThrow(new NotKnown(unknown))
    expect(() => readable<number>(unknown)).toThrow(NotKnown)
  })

  it('is the same value where everything is known', () => {
    const value = { a: 1, b: [{ c: 'x' }, null, undefined], d: false }
    expect(readable<typeof value>(value)).toEqual(value)
  })

  it('leaves out the items that are not known, and a list that is not', () => {
    expect(knownItems(() => readable<string[]>(['x', unknown, 'y']))).toEqual([
      { item: 'x', index: 0 },
      { item: 'y', index: 2 },
    ])
    expect(knownItems(() => readable<{ list: string[] }>({ list: unknown }).list)).toEqual([])
  })

  it('does not hide other errors', () => {
    const broken = (): string => {
      throw new TypeError('a bug')
    }
    expect(() => ifKnown(broken)).toThrow('a bug')
  })
})
