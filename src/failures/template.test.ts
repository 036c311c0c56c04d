import { describe, expect, it } from 'vitest'
import { scan } from './scanned-text.ts'
import { template } from './template.ts'

const read = (source: string, text: string) => template(source).read(scan(text))?.facts

describe('template', () => {
  it('finds its message in any case, wrapped and in other quotes', () => {
    const source = "The container '{name:word}' does not exist in {file:word}."
    expect(read(source, 'Error: the CONTAINER ‘web’\n  does not exist in task.json.')).toEqual({
      name: 'web',
      file: 'task.json',
    })
  })

  it('leaves out a fact that is blacked out, and reads on', () => {
    const source = 'failed to fetch {secret:word} after {count:integer} tries from {address:address}:443'
    expect(read(source, 'failed to fetch *** after N tries from 10.x.x.x:443')).toEqual({})
    expect(read(source, 'failed to fetch <your secret> after 3 tries from 10.0.0.7:443')).toEqual({
      count: 3,
      address: '10.0.0.7',
    })
  })

  it('leaves out a fact that is cut', () => {
    expect(read('invalid parameters: {names:list}', 'invalid parameters: /shop/ke...')).toEqual({})
    expect(read('invalid parameters: {names:list}', 'invalid parameters: /shop/key.')).toEqual({
      names: '/shop/key',
    })
  })

  it('takes the last beginning before what follows', () => {
    const source = 'reading {name:text} failed'
    expect(read(source, 'reading a worked, reading b failed')).toEqual({ name: 'b' })
  })

  it('passes over what a gap holds, in order only', () => {
    expect(read('reading {name:word}{:gap}timed out', 'reading x: tried twice, timed out')).toEqual({
      name: 'x',
    })
    expect(read('reading {name:word}{:gap}timed out', 'timed out reading x at all')).toBeUndefined()
  })

  it('drops the full stop after a text that ends the message', () => {
    expect(read('Reason: {reason:text}.', 'Reason: no room. ')).toEqual({ reason: 'no room' })
    expect(read('Reason: {reason:text}.', 'Reason: no room, unable to...')).toEqual({
      reason: 'no room, unable to...',
    })
    expect(read('Reason: {reason:text}.', 'Reason: ')).toBeUndefined()
  })

  it('keeps case, and takes the whole text, where it is told to', () => {
    const token = template('AGENT', { exact: true, whole: true })
    expect(token.read(scan(' AGENT '))).toMatchObject({ start: 0 })
    expect(token.read(scan('Reason: AGENT'))).toBeDefined()
    expect(token.read(scan('agent'))).toBeUndefined()
    expect(token.read(scan('the AGENT is gone and does not come back'))).toBeUndefined()
  })

  it('refuses holes it does not know, a name twice, and to print without a fact', () => {
    expect(() => template('{a:number}')).toThrow('there is no hole type number')
    expect(() => template('{a:word} {a:word}')).toThrow('a is there twice')
    expect(() => template('{a:word}').print({})).toThrow('the fact a is missing')
    expect(() => template('a {:gap} b').print({})).toThrow('is missing')
  })
})
