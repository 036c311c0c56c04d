import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, readlinkSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createEventLog } from '../event-log.ts'
import { sandboxOf, specOf } from '../contract-suite.ts'
import { refusal, useProcessRuntime } from './process-fixture.ts'
import { createProcessRuntime } from './process-runtime.ts'

const forever = ['sh', '-c', 'trap "exit 0" TERM; echo up; while :; do sleep 0.05; done'] as const

describe.skipIf(refusal !== undefined)('the life of tasks in the process runtime', () => {
  const test = useProcessRuntime()

  it.each([undefined, '1000:1000'])(
    'loses a task whose agent is killed, and its containers with it (user %s)',
    async (user) => {
      const task = await test.task()
      await test.start(task, 'app', forever, { user })
      await test.start(task, 'init', forever, { user, initProcess: true })
      await test.log.waitFor('output', ({ container }) => container === 'init')
      const mark = pidsUsing(test.open.folder)
      expect(mark.agents).toHaveLength(1)
      const inside = descendants(mark.agents[0] ?? 0)
      expect(inside.length).toBeGreaterThan(3)
      process.kill(mark.agents[0] ?? 0, 'SIGKILL')
      expect(await test.log.waitFor('task-lost')).toMatchObject({ taskId: task.taskId })
      await expect.poll(() => inside.filter(isAlive)).toEqual([])
      expect(await test.runtime.startContainer(task.taskId, specOf())).toMatchObject({ ok: false })
      await test.runtime.removeTask(task.taskId)
      expect(readdirSync(`${test.open.folder}/r/t`)).toEqual([])
    },
  )

  it('tells a daemon that comes back what it wrote meanwhile, the newest 10 MiB of it', async () => {
    const task = await test.task()
    const flood =
      'sleep 0.3; i=0; while [ $i -lt 14 ]; do head -c 1000000 /dev/zero | tr "\\0" x | fold -w 99; echo; i=$((i+1)); done; echo last'
    await test.start(task, 'app', ['sh', '-c', flood])
    await test.runtime.detach()
    await delay(2500)
    const log = createEventLog()
    const again = test.open.again(log)
    expect(await again.recover()).toMatchObject([{ containers: [{ state: 'stopped', exitCode: 0 }] }])
    const last = await log.waitFor('output', ({ lines }) => lines.at(-1)?.text === 'last')
    expect(last.taskId).toBe(task.taskId)
    const dropped = log.events.reduce(
      (sum, event) => sum + (event.kind === 'output' ? (event.droppedLines ?? 0) : 0),
      0,
    )
    const kept = log.output(task.taskId, 'app').split('\n').length
    expect(dropped).toBeGreaterThan(10_000)
    expect(dropped + kept).toBe(14 * Math.ceil(1_000_000 / 99) + 1)
  })

  it('cleans up after agents that died while the daemon was away', async () => {
    await test.task()
    await test.runtime.detach()
    const [agent] = pidsUsing(test.open.folder).agents
    process.kill(agent ?? 0, 'SIGKILL')
    const again = test.open.again(createEventLog())
    expect(await again.recover()).toEqual([])
    expect(readdirSync(`${test.open.folder}/r/t`)).toEqual([])
  })

  it('leaves nothing: no process, namespace, socket or file', async () => {
    const tasks = await Promise.all([test.task(), test.task({ vpcId: 'vpc-other' })])
    await Promise.all(tasks.map((task) => test.start(task, 'app', forever)))
    const holders = readdirSync(`${test.open.folder}/r/n`).map((name) =>
      Number.parseInt(readFileSync(`${test.open.folder}/r/n/${name}`, 'utf8'), 10),
    )
    const ours = [...holders, ...pidsUsing(test.open.folder).agents].flatMap((pid) => [
      pid,
      ...descendants(pid),
    ])
    const own = namespacesOf([process.pid])
    const made = [...namespacesOf(ours)].filter((name) => !own.has(name))
    // Two VPCs: a user and a network namespace each; two tasks: two networks, a container's files and user each.
    expect(made.length).toBeGreaterThanOrEqual(12)
    await test.runtime.destroy()
    expect(existsSync(`${test.open.folder}/r`)).toBe(false)
    expect(pidsUsing(test.open.folder)).toEqual({ agents: [], all: [] })
    await expect.poll(() => ours.filter(isAlive)).toEqual([])
    const all = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
    await expect.poll(() => made.filter((name) => namespacesOf(all).has(name))).toEqual([])
  })

  it('destroys what an earlier daemon left', async () => {
    const task = await test.task()
    await test.start(task, 'app', forever)
    await test.runtime.detach()
    await test.open.again(createEventLog()).destroy()
    expect(pidsUsing(test.open.folder)).toEqual({ agents: [], all: [] })
    expect(existsSync(`${test.open.folder}/r`)).toBe(false)
  })

  it('makes many tasks of one VPC at once in one network', async () => {
    const tasks = await Promise.all(Array.from({ length: 6 }, () => test.task()))
    expect(new Set(tasks.map(({ taskId }) => taskId)).size).toBe(6)
    expect(readdirSync(`${test.open.folder}/r/n`)).toHaveLength(1)
    expect(pidsUsing(test.open.folder).agents).toHaveLength(6)
  })

  it('says why a task could not be made, and leaves nothing of it', async () => {
    const outcome = await test.runtime.createTask(
      sandboxOf(test.open.apiSocketPath, { address: 'not-an-address' }),
    )
    expect(outcome).toMatchObject({ ok: false, reason: expect.stringContaining('not-an-address') })
    const tooLong = await test.runtime.createTask(sandboxOf(`/${'long/'.repeat(30)}api`))
    expect(tooLong).toMatchObject({
      ok: false,
      reason: expect.stringContaining('too long for a unix socket'),
    })
    expect(pidsUsing(test.open.folder).agents).toEqual([])
  })

  it('refuses a folder whose path is too long for its sockets', () => {
    const folder = `/tmp/${'long/'.repeat(20)}`
    expect(() => createProcessRuntime({ folder, listener: () => undefined })).toThrow(
      'too long for unix sockets',
    )
  })
})

interface Pids {
  readonly agents: number[]
  readonly all: number[]
}

/** Processes that name the folder in their arguments, agents among them; `ps` sees what any user would. */
function pidsUsing(folder: string): Pids {
  const lines = execFileSync('ps', ['-ww', '-eo', 'pid,args'], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(folder))
  const pid = (line: string): number => Number.parseInt(line, 10)
  return { agents: lines.filter((line) => line.includes('agent/main.js')).map(pid), all: lines.map(pid) }
}

function descendants(pid: number): number[] {
  const lines = execFileSync('ps', ['-eo', 'pid,ppid'], { encoding: 'utf8' }).split('\n').slice(1)
  const pairs = lines.map((line) => line.trim().split(/\s+/).map(Number))
  const children = pairs.filter(([, parent]) => parent === pid).map(([child]) => child ?? 0)
  return children.flatMap((child) => [child, ...descendants(child)])
}

function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

/** The namespaces that processes are in. What is dead and was not collected by its parent yet is in none. */
function namespacesOf(pids: readonly number[]): Set<string> {
  return new Set(
    pids.filter(isAlive).flatMap((pid) =>
      ['net', 'user', 'mnt'].flatMap((kind) => {
        try {
          return [readlinkSync(`/proc/${pid}/ns/${kind}`)]
        } catch {
          return []
        }
      }),
    ),
  )
}
