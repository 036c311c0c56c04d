import { afterEach, describe, expect, it } from 'vitest'
import { probeProcessRuntime } from '../src/runtime/process/probe.ts'
import { copyExample } from './support/example.ts'
import { Seatrial } from './support/seatrial.ts'

const probe = await probeProcessRuntime()
if (!probe.usable) process.stderr.write(`skipped: tasks that outlive the daemon: ${probe.reason}\n`)

interface Listed {
  readonly services: readonly {
    readonly name: string
    readonly steady: boolean
    readonly runningCount: number
  }[]
  readonly tasks: readonly { readonly taskId: string; readonly lastStatus: string; readonly group: string }[]
}

describe.skipIf(!probe.usable)('a daemon that is killed', () => {
  let seatrial: Seatrial | undefined
  afterEach(async () => await seatrial?.close())

  it('finds its tasks again, and replaces what ended in the meantime', { timeout: 120_000 }, async () => {
    seatrial = await Seatrial.create()
    const target = seatrial
    const project = await copyExample(target)
    await target.serve('--runtime', 'process', '--region', 'ap-northeast-2')
    expect(target.run(['up', project.path, '--detach']).code).toBe(0)
    const list = (): Listed => JSON.parse(target.run(['ps', '--json']).stdout) as Listed
    const before = list().tasks.map(({ taskId }) => taskId)

    await target.kill()
    await target.serve('--runtime', 'process', '--region', 'ap-northeast-2')
    const after = list()
    expect(after.tasks.map(({ taskId }) => taskId).sort()).toEqual(before.toSorted())
    expect(after.tasks.every(({ lastStatus }) => lastStatus === 'RUNNING')).toBe(true)
    expect(await (await fetch(`${project.userApi}/health`)).json()).toMatchObject({ status: 'ok' })
    expect(target.run(['exec', 'notification', '--', 'true']).code).toBe(0)

    // One task ends while no daemon is there: the next one sees it, and its service starts another.
    const later = 'setsid sh -c "sleep 1; kill -TERM 1" > /dev/null 2>&1 &'
    expect(target.run(['exec', 'notification', '--', 'sh', '-c', later]).code).toBe(0)
    await target.kill()
    await new Promise((resolve) => setTimeout(resolve, 1500))
    await target.serve('--runtime', 'process', '--region', 'ap-northeast-2')
    await expect
      .poll(() => list().services.find(({ name }) => name === 'notification'), { timeout: 20_000 })
      .toMatchObject({ runningCount: 1, steady: true })
    expect(list().tasks.filter(({ group }) => group === 'service:notification')).toHaveLength(1)
  })
})
