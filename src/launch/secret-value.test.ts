import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { goJsonError } from './go-json-error.ts'
import { formatGoValue, jsonKeyValue } from './secret-value.ts'

describe('goJsonError', () => {
  it.each([
    ['password123', "invalid character 'p' looking for beginning of value"],
    ['tpassword', "invalid character 'p' in literal true (expecting 'r')"],
    ['nope', "invalid character 'o' in literal null (expecting 'u')"],
    ["'quoted'", String.raw`invalid character '\'' looking for beginning of value`],
    ['', 'unexpected end of JSON input'],
    ['{"a":1', 'unexpected end of JSON input'],
    ['{"a" 1}', "invalid character '1' after object key"],
    ['{"a":1 "b":2}', `invalid character '"' after object key:value pair`],
    ['{a:1}', "invalid character 'a' looking for beginning of object key string"],
    ['{"a":1,}', "invalid character '}' looking for beginning of object key string"],
    ['[1 2]', "invalid character '2' after array element"],
    ['[1,]', "invalid character ']' looking for beginning of value"],
    ['{"a":1}x', "invalid character 'x' after top-level value"],
    ['1234abcd', "invalid character 'a' after top-level value"],
    ['01', "invalid character '1' after top-level value"],
    ['-x', "invalid character 'x' in numeric literal"],
    ['1.x', "invalid character 'x' after decimal point in numeric literal"],
    ['1ex', "invalid character 'x' in exponent of numeric literal"],
    ['"a\nb"', String.raw`invalid character '\n' in string literal`],
    [String.raw`"\q"`, "invalid character 'q' in string escape code"],
    [String.raw`"\u12g4"`, String.raw`invalid character 'g' in \u hexadecimal character escape`],
    ['\u0001', String.raw`invalid character '\x01' looking for beginning of value`],
    ['é', "invalid character 'Ã' looking for beginning of value"],
  ])('%j', (text, expected) => {
    expect(goJsonError(text)).toBe(expected)
  })

  it('finds an error exactly where there is no JSON', () => {
    const nearJson = fc.oneof(
      fc.json(),
      fc.string(),
      fc.json().map((json) => json.slice(0, -1)),
    )
    fc.assert(
      fc.property(nearJson, (text) => {
        expect(goJsonError(text) === undefined).toBe(isJson(text))
      }),
      { seed: 7, numRuns: 500 },
    )
  })
})

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

describe('jsonKeyValue', () => {
  it.each([
    ['{"a":"x y"}', { kind: 'value', value: 'x y' }],
    ['{"a":""}', { kind: 'value', value: '' }],
    ['{"a":null}', { kind: 'value', value: '<nil>' }],
    ['{"A":"x"}', { kind: 'missing' }],
    ['{"a":1,"a":2}', { kind: 'value', value: '2' }],
    ['null', { kind: 'missing' }],
    [
      '12',
      {
        kind: 'not-json',
        error: 'json: cannot unmarshal number into Go value of type map[string]interface {}',
      },
    ],
    [
      '[1]',
      {
        kind: 'not-json',
        error: 'json: cannot unmarshal array into Go value of type map[string]interface {}',
      },
    ],
    [
      'true',
      {
        kind: 'not-json',
        error: 'json: cannot unmarshal bool into Go value of type map[string]interface {}',
      },
    ],
    [
      '"s"',
      {
        kind: 'not-json',
        error: 'json: cannot unmarshal string into Go value of type map[string]interface {}',
      },
    ],
    ['plain', { kind: 'not-json', error: "invalid character 'p' looking for beginning of value" }],
    ['…', { kind: 'not-json', error: "invalid character '…' looking for beginning of value" }],
  ])('takes a out of %s', (secretString, expected) => {
    expect(jsonKeyValue(secretString, 'a')).toEqual(expected)
  })

  it('does not take what every object has for a key', () => {
    expect(jsonKeyValue('{}', 'constructor')).toEqual({ kind: 'missing' })
  })
})

describe('formatGoValue', () => {
  it.each([
    [0, '0'],
    [-0, '-0'],
    [5432, '5432'],
    [123456, '123456'],
    [999999.5, '999999.5'],
    [1000000, '1e+06'],
    [1234567, '1.234567e+06'],
    [0.0001, '0.0001'],
    [0.00001, '1e-05'],
    [-2.5, '-2.5'],
    [1e100, '1e+100'],
    [true, 'true'],
    [['a', 1, null], '[a 1 <nil>]'],
    [{ b: 1, a: { c: false } }, 'map[a:map[c:false] b:1]'],
    [{}, 'map[]'],
  ])('%j is %s', (value, expected) => {
    expect(formatGoValue(value)).toBe(expected)
  })
})
