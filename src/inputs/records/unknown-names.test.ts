import { expect, it } from 'vitest'
import { Unresolved } from '../../model/template.ts'
import { isUnknownText } from '../../model/unknown-text.ts'
import { UnknownNames } from './unknown-names.ts'

const parameter = (name: string): Unresolved =>
  new Unresolved({ reason: `parameter ${name} has no value`, settledBy: 'a value', parameter: name })

it('gives the same value the same text, and another value another', () => {
  const names = new UnknownNames()
  expect(names.textOf(parameter('Tag'))).toBe('UNKNOWN_Tag_')
  expect(names.textOf(parameter('Tag'))).toBe('UNKNOWN_Tag_')
  expect(names.textOf(parameter('T-ag'))).toBe('UNKNOWN_Tag2_')
})

it('keeps the parts that are known', () => {
  const names = new UnknownNames()
  const parts = ['shop:', parameter('Tag'), 'x']
  const text = names.textOf(new Unresolved({ reason: 'r', settledBy: 's', parts }))
  expect(text).toBe('shop:UNKNOWN_Tag_x')
  expect(isUnknownText(text)).toBe(true)
  expect(names.settling(text)).toBe('parameter Tag has no value: a value')
})

it('says nothing of texts that are known', () => {
  const names = new UnknownNames()
  names.textOf(parameter('Tag'))
  expect(names.settling('shop:UNKNOWN_Other_')).toBeUndefined()
  expect(names.settling('shop:1')).toBeUndefined()
})
