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

/** What the tests of the suite work with; fresh for each. */
interface Bench {
  log: EventLog
  fixture: RuntimeFixture
  runtime: Runtime
  /** Makes a task, and gives its id. */
  task(): Promise<string>
}

/** Runs the suite over a runtime. `open` makes a fresh one that reports to the log. */
export function describeRuntimeContract(
  name: string,
  capabilities: RuntimeCapabilities,
  open: (log: EventLog) => RuntimeFixture,
): void {
  const unless = (capability: keyof RuntimeCapabilities): string =>
    capabilities[capability] ? '' : ` [skipped: ${name} has no ${capability}]`

  describe(`the runtime contract: ${name}`, () => {
    const at = {} as Bench
    beforeEach(() => {
      at.log = createEventLog()
      at.fixture = open(at.log)
      at.runtime = at.fixture.runtime
      at.task = async () => {
        const sandbox = sandboxOf(at.fixture.apiSocketPath)
        expect(await at.runtime.createTask(sandbox)).toEqual({ ok: true })
        return sandbox.taskId
      }
    })
    afterEach(() => at.runtime.destroy())

    describeContainers(at)
    describeTasks(at)
    describe.skipIf(!capabilities.runsPrograms)(`programs${unless('runsPrograms')}`, () => {
      describePrograms(at)
    })
    describe.skipIf(!capabilities.outlivesDaemon)(
      `a daemon that comes back${unless('outlivesDaemon')}`,
      () => {
        describeRecovery(at)
      },
    )
  })
}

function describeContainers(at: Bench): void {
  it('makes a task once', async () => {
    const sandbox = sandboxOf(at.fixture.apiSocketPath)
    expect(await at.runtime.createTask(sandbox)).toEqual({ ok: true })
    expect(await at.runtime.createTask(sandbox)).toMatchObject({ ok: false, reason: /is there already/ })
  })

  it('starts a container, and gives it an id as Fargate does', async () => {
    const taskId = await at.task()
    const started = await at.runtime.startContainer(taskId, specOf())
    expect(started).toMatchObject({ ok: true, runtimeId: expect.stringMatching(`^${taskId}-\\d{10}$`) })
  })

  it('refuses to start a container that runs', async () => {
    const taskId = await at.task()
    await at.runtime.startContainer(taskId, specOf())
    expect(await at.runtime.startContainer(taskId, specOf())).toMatchObject({ ok: false, kind: 'other' })
  })

  it('stops a container, says so once, and can start it again', async () => {
    const taskId = await at.task()
    await at.runtime.startContainer(taskId, specOf())
    await at.runtime.stopContainer(taskId, 'app')
    await at.runtime.stopContainer(taskId, 'app')
    const stopped = await at.log.waitFor('container-stopped')
    expect(stopped).toMatchObject({ taskId, container: 'app', exitCode: 143, oomKilled: false })
    expect(Math.abs(stopped.atMs - Date.now())).toBeLessThan(10_000)
    expect(await at.runtime.startContainer(taskId, specOf())).toMatchObject({ ok: true })
    expect(at.log.events.filter(({ kind }) => kind === 'container-stopped')).toHaveLength(1)
  })

  it('stops one container and leaves the other', async () => {
    const taskId = await at.task()
    await at.runtime.startContainer(taskId, specOf({ name: 'one' }))
    await at.runtime.startContainer(taskId, specOf({ name: 'other' }))
    await at.runtime.stopContainer(taskId, 'one')
    await at.log.waitFor('container-stopped', ({ container }) => container === 'one')
    expect(await at.runtime.startContainer(taskId, specOf({ name: 'other' }))).toMatchObject({ ok: false })
  })
}

function describeTasks(at: Bench): void {
  it('reports a health check that succeeds', async () => {
    const taskId = await at.task()
    const healthCheck = {
      command: ['CMD-SHELL', 'exit 0'],
      intervalMs: 50,
      timeoutMs: 2000,
      retries: 3,
      startPeriodMs: 0,
    }
    await at.runtime.startContainer(taskId, specOf({ healthCheck }))
    const event = await at.log.waitFor('container-health')
    expect(event).toMatchObject({ taskId, container: 'app', health: 'HEALTHY' })
  })

  it('says of a task that is not there that it is not', async () => {
    const output = (): void => undefined
    expect(await at.runtime.startContainer('none', specOf())).toMatchObject({ ok: false, kind: 'other' })
    expect(await at.runtime.exec('none', 'app', ['true'], { output })).toMatchObject({ ok: false })
    await expect(at.runtime.connect('none', 80)).rejects.toThrow(Error)
    await at.runtime.stopContainer('none', 'app')
    await at.runtime.provide('none', { metadata: {} })
    await at.runtime.removeTask('none')
    expect(at.log.events).toEqual([])
  })

  it('says nothing of a task that was removed, and can make it again', async () => {
    const sandbox = sandboxOf(at.fixture.apiSocketPath)
    await at.runtime.createTask(sandbox)
    await at.runtime.startContainer(sandbox.taskId, specOf())
    await at.runtime.removeTask(sandbox.taskId)
    await at.runtime.removeTask(sandbox.taskId)
    await delay(50)
    expect(at.log.events).toEqual([])
    expect(await at.runtime.createTask(sandbox)).toEqual({ ok: true })
  })

  it('finds nothing where nothing was', async () => {
    expect(await at.runtime.recover()).toEqual([])
  })
}

function describePrograms(at: Bench): void {
  it('reports every line and then the exit code, after the start', async () => {
    const taskId = await at.task()
    const order: string[] = []
    const command = ['sh', '-c', 'echo one; echo two >&2; printf three; exit 7']
    const starting = at.runtime.startContainer(taskId, specOf({ command })).then(() => order.push('started'))
    await at.log.waitFor('container-stopped').then(({ exitCode }) => order.push(`ended ${exitCode}`))
    await starting
    expect(order).toEqual(['started', 'ended 7'])
    expect(at.log.output(taskId, 'app').split('\n').sort()).toEqual(['one', 'three', 'two'])
    expect(at.log.events.at(-1)).toMatchObject({ kind: 'container-stopped' })
  })

  it('tells why a program could not be started', async () => {
    const taskId = await at.task()
    const kind = async (changes: Partial<ContainerSpec>): Promise<string> => {
      const outcome = await at.runtime.startContainer(taskId, specOf(changes))
      return outcome.ok ? 'started' : outcome.kind
    }
    expect(await kind({ command: ['no-such-program'] })).toBe('not-found')
    expect(await kind({ command: ['/etc/passwd'] })).toBe('not-executable')
    expect(await kind({ workingDirectory: '/no/such/folder' })).toBe('no-such-directory')
    expect(at.log.events).toEqual([])
  })

  it('runs a program inside a container, with its input, output and exit code', async () => {
    const taskId = await at.task()
    await at.runtime.startContainer(taskId, specOf({ environment: { COLOUR: 'blue' } }))
    const said: Record<string, string> = { stdout: '', stderr: '' }
    const { Readable } = await import('node:stream')
    const outcome = await at.runtime.exec(
      taskId,
      'app',
      ['sh', '-c', 'cat; echo $COLOUR; echo oh >&2; exit 5'],
      {
        input: Readable.from(['hello ']),
        output: (stream, chunk) => (said[stream] += Buffer.from(chunk).toString()),
      },
    )
    expect(outcome).toEqual({ ok: true, exitCode: 5 })
    expect(said).toEqual({ stdout: 'hello blue\n', stderr: 'oh\n' })
  })
}

function describeRecovery(at: Bench): void {
  it('finds running and ended containers again', async () => {
    const taskId = await at.task()
    await at.runtime.startContainer(taskId, specOf({ name: 'stays' }))
    const command = ['sh', '-c', 'sleep 0.3; echo last words; exit 9']
    await at.runtime.startContainer(taskId, specOf({ name: 'ends', command }))
    await at.runtime.detach()
    await delay(600)
    expect(at.log.events).toEqual([])

    at.runtime = at.fixture.again(at.log)
    const recovered = await at.runtime.recover()
    expect(recovered).toMatchObject([
      {
        taskId,
        containers: [
          { name: 'stays', state: 'running' },
          { name: 'ends', state: 'stopped', exitCode: 9, oomKilled: false },
        ],
      },
    ])
    await at.log.waitFor('output', ({ lines }) => lines.some(({ text }) => text === 'last words'))
    await at.runtime.stopContainer(taskId, 'stays')
    expect(await at.log.waitFor('container-stopped')).toMatchObject({ container: 'stays', exitCode: 143 })
  })
}
