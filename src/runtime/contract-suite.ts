// The tests that every runtime passes. Imported by tests only.
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ContainerSpec, Runtime, TaskSandbox } from './contract.ts'
import { createEventLog } from './event-log.ts'
import type { EventLog } from './event-log.ts'

/** What a runtime can do, where not all can; a test that needs what is missing is skipped, and says so. */
export interface RuntimeCapabilities {
  /** Programs really run: they have output, exit codes of their own, ports. */
  readonly runsPrograms: boolean
  /** Tasks go on when the daemon ends. */
  readonly outlivesDaemon: boolean
}

/** A runtime under test, and a second one of the same folder as a daemon that comes back would make it. */
export interface RuntimeFixture {
  readonly runtime: Runtime
  readonly again: (log: EventLog) => Runtime
  /** Where the AWS APIs would answer; nobody has to. */
  readonly apiSocketPath: string
}

let counted = 0

/** A sandbox that no other test has. */
export function sandboxOf(apiSocketPath: string, changes: Partial<TaskSandbox> = {}): TaskSandbox {
  counted += 1
  const hex = counted.toString(16).padStart(4, '0')
  return {
    taskId: `0123456789abcdef0123456789ab${hex}`,
    vpcId: 'vpc-0a1b2c3d4e5f60718',
    vpcCidrs: ['10.0.0.0/16'],
    address: `10.0.${counted >> 7}.${10 + (counted & 127)}`,
    macAddress: `02:00:00:00:${hex.slice(0, 2)}:${hex.slice(2)}`,
    hostname: `ip-10-0-${counted >> 7}-${10 + (counted & 127)}.ap-northeast-2.compute.internal`,
    hosts: [],
    reachable: [],
    apiSocketPath,
    documents: { metadata: {} },
    ...changes,
  }
}

/** A container that runs until it is told to stop, and then ends with 143, unless the changes say otherwise. */
export function specOf(changes: Partial<ContainerSpec> = {}): ContainerSpec {
  return {
    name: 'app',
    image: 'app:1',
    command: ['sh', '-c', 'trap "exit 143" TERM; while :; do sleep 0.02; done'],
    environment: {},
    stopSignal: 'SIGTERM',
    stopTimeoutMs: 5000,
    initProcess: false,
    mounts: [],
    ...changes,
  }
}

/** Runs the suite over a runtime. `open` makes a fresh one that reports to the log. */
export function describeRuntimeContract(
  name: string,
  capabilities: RuntimeCapabilities,
  open: (log: EventLog) => RuntimeFixture,
): void {
  const when = (capability: keyof RuntimeCapabilities) => (title: string, test: () => Promise<void>) =>
    capabilities[capability] ? it(title, test) : it.skip(`${title} [skipped: ${name} has no ${capability}]`, test)

  describe(`the runtime contract: ${name}`, () => {
    let log: EventLog
    let fixture: RuntimeFixture
    let runtime: Runtime
    const task = async (changes: Partial<TaskSandbox> = {}): Promise<string> => {
      const sandbox = sandboxOf(fixture.apiSocketPath, changes)
      expect(await runtime.createTask(sandbox)).toEqual({ ok: true })
      return sandbox.taskId
    }
    beforeEach(() => {
      log = createEventLog()
      fixture = open(log)
      runtime = fixture.runtime
    })
    afterEach(async () => {
      await runtime.destroy()
    })

    it('makes a task once', async () => {
      const sandbox = sandboxOf(fixture.apiSocketPath)
      expect(await runtime.createTask(sandbox)).toEqual({ ok: true })
      expect(await runtime.createTask(sandbox)).toMatchObject({ ok: false, reason: /is there already/ })
    })

    it('starts a container, and gives it an id as Fargate does', async () => {
      const taskId = await task()
      const started = await runtime.startContainer(taskId, specOf())
      expect(started).toMatchObject({ ok: true, runtimeId: expect.stringMatching(`^${taskId}-\\d{10}$`) })
    })

    it('refuses to start a container that runs', async () => {
      const taskId = await task()
      await runtime.startContainer(taskId, specOf())
      expect(await runtime.startContainer(taskId, specOf())).toMatchObject({ ok: false, kind: 'other' })
    })

    it('stops a container, says so once, and can start it again', async () => {
      const taskId = await task()
      await runtime.startContainer(taskId, specOf())
      await runtime.stopContainer(taskId, 'app')
      await runtime.stopContainer(taskId, 'app')
      const stopped = await log.waitFor('container-stopped')
      expect(stopped).toMatchObject({ taskId, container: 'app', exitCode: 143, oomKilled: false })
      expect(Math.abs(stopped.atMs - Date.now())).toBeLessThan(10_000)
      expect(await runtime.startContainer(taskId, specOf())).toMatchObject({ ok: true })
      expect(log.events.filter(({ kind }) => kind === 'container-stopped')).toHaveLength(1)
    })

    it('stops one container and leaves the other', async () => {
      const taskId = await task()
      await runtime.startContainer(taskId, specOf({ name: 'one' }))
      await runtime.startContainer(taskId, specOf({ name: 'other' }))
      await runtime.stopContainer(taskId, 'one')
      await log.waitFor('container-stopped', ({ container }) => container === 'one')
      expect(await runtime.startContainer(taskId, specOf({ name: 'other' }))).toMatchObject({ ok: false })
    })

    it('reports a health check that succeeds', async () => {
      const taskId = await task()
      const healthCheck = {
        command: ['CMD-SHELL', 'exit 0'],
        intervalMs: 50,
        timeoutMs: 2000,
        retries: 3,
        startPeriodMs: 0,
      }
      await runtime.startContainer(taskId, specOf({ healthCheck }))
      const event = await log.waitFor('container-health')
      expect(event).toMatchObject({ taskId, container: 'app', health: 'HEALTHY' })
    })

    it('says of a task that is not there that it is not', async () => {
      const output = (): void => undefined
      expect(await runtime.startContainer('none', specOf())).toMatchObject({ ok: false, kind: 'other' })
      expect(await runtime.exec('none', 'app', ['true'], { output })).toMatchObject({ ok: false })
      await expect(runtime.connect('none', 80)).rejects.toThrow(Error)
      await runtime.stopContainer('none', 'app')
      await runtime.provide('none', { metadata: {} })
      await runtime.removeTask('none')
      expect(log.events).toEqual([])
    })

    it('says nothing of a task that was removed, and can make it again', async () => {
      const sandbox = sandboxOf(fixture.apiSocketPath)
      await runtime.createTask(sandbox)
      await runtime.startContainer(sandbox.taskId, specOf())
      await runtime.removeTask(sandbox.taskId)
      await runtime.removeTask(sandbox.taskId)
      await delay(50)
      expect(log.events).toEqual([])
      expect(await runtime.createTask(sandbox)).toEqual({ ok: true })
    })

    it('finds nothing where nothing was', async () => {
      expect(await runtime.recover()).toEqual([])
    })

    when('runsPrograms')('reports every line and then the exit code, after the start', async () => {
      const taskId = await task()
      const order: string[] = []
      const command = ['sh', '-c', 'echo one; echo two >&2; printf three; exit 7']
      const starting = runtime.startContainer(taskId, specOf({ command })).then(() => order.push('started'))
      await log.waitFor('container-stopped').then(({ exitCode }) => order.push(`ended ${exitCode}`))
      await starting
      expect(order).toEqual(['started', 'ended 7'])
      expect(log.output(taskId, 'app').split('\n').sort()).toEqual(['one', 'three', 'two'])
      expect(log.events.at(-1)).toMatchObject({ kind: 'container-stopped' })
    })

    when('runsPrograms')('tells why a program could not be started', async () => {
      const taskId = await task()
      const kind = async (changes: Partial<ContainerSpec>): Promise<string> => {
        const outcome = await runtime.startContainer(taskId, specOf(changes))
        return outcome.ok ? 'started' : outcome.kind
      }
      expect(await kind({ command: ['no-such-program'] })).toBe('not-found')
      expect(await kind({ command: ['/etc/passwd'] })).toBe('not-executable')
      expect(await kind({ workingDirectory: '/no/such/folder' })).toBe('no-such-directory')
      expect(log.events).toEqual([])
    })

    when('runsPrograms')('runs a program inside a container, with its input, output and exit code', async () => {
      const taskId = await task()
      await runtime.startContainer(taskId, specOf({ environment: { COLOUR: 'blue' } }))
      const said: Record<string, string> = { stdout: '', stderr: '' }
      const { Readable } = await import('node:stream')
      const outcome = await runtime.exec(taskId, 'app', ['sh', '-c', 'cat; echo $COLOUR; echo oh >&2; exit 5'], {
        input: Readable.from(['hello ']),
        output: (stream, chunk) => (said[stream] += Buffer.from(chunk).toString()),
      })
      expect(outcome).toEqual({ ok: true, exitCode: 5 })
      expect(said).toEqual({ stdout: 'hello blue\n', stderr: 'oh\n' })
    })

    when('outlivesDaemon')('finds running and ended containers again', async () => {
      const taskId = await task()
      await runtime.startContainer(taskId, specOf({ name: 'stays' }))
      const command = ['sh', '-c', 'sleep 0.3; echo last words; exit 9']
      await runtime.startContainer(taskId, specOf({ name: 'ends', command }))
      await runtime.detach()
      await delay(600)
      expect(log.events).toEqual([])

      runtime = fixture.again(log)
      const recovered = await runtime.recover()
      expect(recovered).toMatchObject([
        {
          taskId,
          containers: [
            { name: 'stays', state: 'running' },
            { name: 'ends', state: 'stopped', exitCode: 9, oomKilled: false },
          ],
        },
      ])
      await log.waitFor('output', ({ lines }) => lines.some(({ text }) => text === 'last words'))
      await runtime.stopContainer(taskId, 'stays')
      expect(await log.waitFor('container-stopped')).toMatchObject({ container: 'stays', exitCode: 143 })
    })
  })
}
