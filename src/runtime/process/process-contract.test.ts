import { rmSync } from 'node:fs'
import { afterAll, describe } from 'vitest'
import { describeRuntimeContract } from '../contract-suite.ts'
import { openRuntime, refusal } from './process-fixture.ts'

describe.skipIf(refusal !== undefined)('process', () => {
  const folders: string[] = []
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  })
  describeRuntimeContract('process', { runsPrograms: true, outlivesDaemon: true }, (log) => {
    const open = openRuntime(log)
    folders.push(open.folder)
    return open
  })
})
