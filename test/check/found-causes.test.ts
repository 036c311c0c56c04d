import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { check } from '../../src/library/check.ts'

const folder = fileURLToPath(new URL('../../cases/found', import.meta.url))
const names = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)

/** What is found in a case: one line each, with its place in the files of the case. */
async function foundIn(name: string): Promise<string> {
  const path = join(folder, name)
  const { findings, checked } = await check(path)
  expect(checked.launches).toBeGreaterThan(0)
  const lines = findings.map(({ severity, code, place = '' }) => {
    const [file = '', line = ''] = place.split(':')
    return `${severity} ${code} ${file.slice(file.lastIndexOf(`${name}/`) + name.length + 1)}:${line}\n`
  })
  return [...new Set(lines)].join('')
}

/** Templates in which one thing is wrong: the cause is found at its line, and nothing else is. */
describe('what keeps a task from starting', () => {
  it.each(names)('%s', async (name) => {
    const path = join(folder, name, 'expected.txt')
    const found = await foundIn(name)
    if (process.env.UPDATE === '1' || !existsSync(path)) writeFileSync(path, found)
    expect(found).toBe(readFileSync(path, 'utf8'))
    expect(found).not.toBe('')
  })
})
