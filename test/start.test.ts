import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const cli = join(root, 'dist/cli')

it('starts from the code that the build kept', () => {
  const script = `
    const { readFileSync } = require('node:fs')
    const cachedData = readFileSync(process.argv[1] + '/program.cache')
    const source = readFileSync(process.argv[1] + '/program.cjs', 'latin1')
    process.stdout.write(String(new (require('node:vm').Script)(source, { cachedData }).cachedDataRejected))`
  expect(execFileSync(process.execPath, ['-e', script, cli], { encoding: 'utf8' })).toBe('false')
})

it('starts without it, and with what another version of Node.js kept', () => {
  const folder = mkdtempSync(join(tmpdir(), 'seatrial-start-'))
  try {
    cpSync(join(root, 'package.json'), join(folder, 'package.json'))
    cpSync(cli, join(folder, 'dist/cli'), { recursive: true })
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
    const version = (): string =>
      execFileSync(process.execPath, [join(folder, 'dist/cli/main.js'), '--version'], { encoding: 'utf8' })
    writeFileSync(join(folder, 'dist/cli/program.cache'), 'of another')
    expect(version()).toMatch(/^\d+\.\d+\.\d+\n$/)
    rmSync(join(folder, 'dist/cli/program.cache'))
    expect(version()).toMatch(/^\d+\.\d+\.\d+\n$/)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
