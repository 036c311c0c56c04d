import { expect, it } from 'vitest'
import { describeRuntimeContract, sandboxOf, specOf } from '../contract-suite.ts'
import type { RuntimeEvent } from '../contract.ts'
import { createSimulatedRuntime } from './simulated-runtime.ts'

describeRuntimeContract('simulated', { runsPrograms: false, outlivesDaemon: false }, (log) => {
  const open = (): ReturnType<typeof createSimulatedRuntime> =>
    createSimulatedRuntime({ listener: log.listener, now: Date.now })
  return { runtime: open(), again: open, apiSocketPath: '/nowhere' }
})

it.each([
  ['SIGTERM', 143],
  ['SIGKILL', 137],
  ['quit', 131],
  ['2', 130],
  ['SIGNONSENSE', 143],
])('ends by stop signal %s with %i', async (stopSignal, exitCode) => {
  const events: RuntimeEvent[] = []
  const timers: (() => void)[] = []
  const runtime = createSimulatedRuntime({
    listener: (event) => events.push(event),
    now: () => 42,
    setTimer: (callback) => timers.push(callback),
  })
  const sandbox = sandboxOf('/nowhere')
  await runtime.createTask(sandbox)
  await runtime.startContainer(sandbox.taskId, specOf({ stopSignal }))
  await runtime.stopContainer(sandbox.taskId, 'app')
  expect(events).toEqual([])
  for (const run of timers) run()
  expect(events).toMatchObject([{ kind: 'container-stopped', exitCode, atMs: 42 }])
})

it('sets one timer for many tasks, and says that nothing runs', async () => {
  let timers = 0
  const runtime = createSimulatedRuntime({
    listener: () => undefined,
    now: () => 0,
    setTimer: () => {
      timers += 1
    },
  })
  for (let index = 0; index < 1000; index += 1) {
    const sandbox = sandboxOf('/nowhere')
    await runtime.createTask(sandbox)
    await runtime.startContainer(sandbox.taskId, specOf())
    await runtime.stopContainer(sandbox.taskId, 'app')
  }
  expect(timers).toBe(1)
  const outcome = await runtime.exec('any', 'app', ['true'], { output: () => undefined })
  expect(outcome).toMatchObject({ ok: false, reason: expect.stringContaining('nothing runs') })
  await expect(runtime.connect('any', 80)).rejects.toThrow('nothing runs')
})
