import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { LocalValue, SecretSettings } from '../../model/project.ts'
import { InputError } from '../input-error.ts'
import { secretText } from './local-value.ts'

const secret = (value: LocalValue): SecretSettings => ({
  name: 'db',
  value,
  source: { file: 'seatrial.yaml', line: 3, column: 3 },
})

it('gives text as it is, and variables as they are set', () => {
  expect(secretText(secret({ kind: 'text', text: 'a\n' }), {})).toBe('a\n')
  expect(secretText(secret({ kind: 'environment', variable: 'PW' }), { PW: '' })).toBe('')
})

it('says which variable is missing, and where it is asked for', () => {
  const read = (): string => secretText(secret({ kind: 'environment', variable: 'PW' }), {})
  expect(read).toThrow(InputError)
  expect(read).toThrow('seatrial.yaml:3:3: PW is not set, and db takes its value from it')
})

it('reads a file without the line end after it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'seatrial-'))
  const path = join(folder, 'key')
  writeFileSync(path, 'first\nsecond\n')
  expect(secretText(secret({ kind: 'file', path }), {})).toBe('first\nsecond')
  rmSync(folder, { recursive: true })
  expect(() => secretText(secret({ kind: 'file', path }), {})).toThrow('there is no such file')
})
