import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { mergeEnvFiles, parseEnvFile } from './env-file.ts'

const cases = join(import.meta.dirname, '../../cases/launch/env-file')

describe('parseEnvFile', () => {
  it.each(readdirSync(cases))('%s', (name) => {
    const parsed = parseEnvFile(readFileSync(join(cases, name, 'input.env'), 'utf8'))
    const expected: unknown = JSON.parse(readFileSync(join(cases, name, 'expected.json'), 'utf8'))
    expect(parsed.ok ? [...parsed.variables] : parsed.error).toEqual(expected)
  })

  it.each([
    ['a line that just fits', `${'k'.repeat(10)}=${'v'.repeat(65_524)}\n`, true],
    ['a line that fills the buffer', `${'k'.repeat(10)}=${'v'.repeat(65_525)}\n`, false],
    ['a last line that fills the buffer', `${'k'.repeat(10)}=${'v'.repeat(65_525)}`, false],
    ['a long comment', `#${'x'.repeat(65_536)}\nA=1`, false],
    ['few characters of many bytes', `A=${'가'.repeat(22_000)}`, false],
  ])('%s', (_, text, ok) => {
    expect(parseEnvFile(text).ok).toBe(ok)
  })
})

describe('mergeEnvFiles', () => {
  it('lets the first file win', () => {
    const merged = mergeEnvFiles([
      new Map([['A', '1']]),
      new Map([
        ['A', '2'],
        ['B', '3'],
      ]),
    ])
    expect([...merged]).toEqual([
      ['A', '1'],
      ['B', '3'],
    ])
  })
})
