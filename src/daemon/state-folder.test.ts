import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  openStateFolder,
  releaseStateFolder,
  removeStateFolder,
  stateFolder,
  type StateFolder,
} from './state-folder.ts'

let base: string
let folder: StateFolder
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'seatrial-folder-'))
  folder = stateFolder(join(base, 'state'))
  openStateFolder(folder)
})
afterEach(() => {
  removeStateFolder(folder)
  rmSync(base, { recursive: true, force: true })
})

describe('the folder of the sockets', () => {
  it('goes with a daemon that leaves nothing behind, whose state stays', () => {
    mkdirSync(folder.runtime)
    releaseStateFolder(folder)
    expect(existsSync(folder.sockets)).toBe(false)
    expect(existsSync(folder.path)).toBe(true)
  })

  it('stays where tasks live on', () => {
    mkdirSync(folder.runtime)
    writeFileSync(join(folder.runtime, 'task'), '')
    releaseStateFolder(folder)
    expect(existsSync(join(folder.runtime, 'task'))).toBe(true)
  })
})
