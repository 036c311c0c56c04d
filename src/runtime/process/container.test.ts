import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { specOf } from '../contract-suite.ts'
import type { ContainerSpec } from '../contract.ts'
import { refusal, script, useProcessRuntime } from './process-fixture.ts'

describe.skipIf(refusal !== undefined)('a container of the process runtime', () => {
  const test = useProcessRuntime()

  it('has exactly its own environment, and what every container has', async () => {
    process.env['SEATRIAL_TEST_LEAK'] = 'leaked'
    const task = await test.task()
    const environment = {
      A: '1 2',
      'spring.datasource.url': 'jdbc',
      EMPTY: '',
      PATH: process.env['PATH'] ?? '',
    }
    const output = await test.run(task, script('console.log(JSON.stringify(process.env))'), { environment })
    expect(JSON.parse(output.replace('0: ', ''))).toEqual({
      ...environment,
      HOME: '/run/home',
      HOSTNAME: task.hostname,
    })
    delete process.env['SEATRIAL_TEST_LEAK']
  })

  it('keeps its environment behind an init, which passes signals on', async () => {
    const task = await test.task()
    const text = `process.on('SIGTERM', () => { console.log('told'); process.exit(11) })
      console.log(process.pid, process.env['my.name'], 'PWD' in process.env); setInterval(() => {}, 1000)`
    await test.start(task, 'app', script(text), { initProcess: true, environment: { 'my.name': 'x' } })
    await test.log.waitFor('output')
    await test.runtime.stopContainer(task.taskId, 'app')
    expect(await test.log.waitFor('container-stopped')).toMatchObject({ exitCode: 11 })
    expect(test.log.output(task.taskId, 'app')).toBe('2 x false\ntold')
  })

  it('ends soon after SIGTERM when it honours it', async () => {
    const task = await test.task()
    await test.start(task, 'app', ['sh', '-c', 'trap "exit 0" TERM; echo up; while :; do sleep 0.01; done'])
    await test.log.waitFor('output')
    const begun = performance.now()
    await test.runtime.stopContainer(task.taskId, 'app')
    expect(await test.log.waitFor('container-stopped')).toMatchObject({ exitCode: 0 })
    // Idle, it is 5 to 15 ms; a machine that runs all tests at once is given more.
    expect(performance.now() - begun).toBeLessThan(300)
  })

  it('is killed after its stop timeout when it ignores SIGTERM, as the first process of a container does', async () => {
    const task = await test.task()
    await test.start(task, 'app', ['sleep', '60'], { stopTimeoutMs: 300 })
    const begun = performance.now()
    await test.runtime.stopContainer(task.taskId, 'app')
    expect(await test.log.waitFor('container-stopped')).toMatchObject({ exitCode: 137, oomKilled: false })
    expect(performance.now() - begun).toBeGreaterThan(290)
    expect(test.log.output(task.taskId, 'app')).toBe('')
  })

  it.each([
    ['a signal of its own', 'kill -SEGV $$', 0],
    ['a signal that ends it', 'sh -c "kill -KILL \\$\\$"; exit $?', 137],
  ])('tells its exit code as a shell does: %s', async (_, text, exitCode) => {
    // The first process of a container ignores signals it has no handler for, also its own.
    const task = await test.task()
    expect(await test.run(task, ['sh', '-c', text])).toBe(
      `${exitCode}: ${exitCode === 0 ? '' : 'Killed'}`.trim() + (exitCode === 0 ? ' ' : ''),
    )
  })

  it('is killed above its memory limit, and says why', async () => {
    const task = await test.task()
    const text = 'const kept = []; setInterval(() => kept.push(Buffer.alloc(8e6, 1)), 10)'
    await test.start(task, 'greedy', script(text), { memoryLimitMiB: 128 })
    await test.start(task, 'modest', ['sh', '-c', 'sleep 0.1; exit 3'], { memoryLimitMiB: 128 })
    const greedy = await test.log.waitFor('container-stopped', ({ container }) => container === 'greedy')
    expect(greedy).toMatchObject({ exitCode: 137, oomKilled: true })
    const modest = await test.log.waitFor('container-stopped', ({ container }) => container === 'modest')
    expect(modest).toMatchObject({ exitCode: 3, oomKilled: false })
  })

  it('sees itself run as its user, and never with rights over the task', async () => {
    const task = await test.task()
    const look = [
      'sh',
      '-c',
      'echo $(id -u):$(id -g) $(grep -c "CapEff.*0000000000000000" /proc/self/status)',
    ]
    expect(await test.run(task, look)).toBe('0: 0:0 1')
    expect(await test.run(task, look, { user: '1234:99' })).toBe('0: 1234:99 1')
    const unknown = await test.runtime.startContainer(task.taskId, specOf({ user: 'nobody-of-that-name' }))
    expect(unknown).toMatchObject({
      ok: false,
      detail: 'unable to find user nobody-of-that-name: no matching entries in passwd file',
    })
  })

  it('can open /dev/stdout, and finds its own processes only', async () => {
    const task = await test.task()
    expect(await test.run(task, ['sh', '-c', 'echo by-name >/dev/stdout; echo $$'])).toBe('0: by-name\n1')
    expect(await test.run(task, ['sh', '-c', 'ls -d /proc/[0-9]* | wc -l'])).toMatch(/^0: [23]$/)
  })

  it('gets its mounts, also where no mount point is, and leaves none on the machine', async () => {
    const task = await test.task()
    const source = join(test.open.folder, 'volume')
    mkdirSync(source)
    writeFileSync(join(source, 'given'), 'from outside')
    const mounts: ContainerSpec['mounts'] = [
      { sourcePath: source, containerPath: '/seatrial-data/deep', readOnly: false },
      { sourcePath: source, containerPath: '/seatrial-fixed', readOnly: true },
      { sourcePath: join(source, 'given'), containerPath: '/run/secrets/one', readOnly: true },
    ]
    const text = `cd /seatrial-data/deep; cat given; echo; echo written >taken; cat /run/secrets/one; echo
      (echo no >/seatrial-fixed/given) 2>/dev/null || echo read-only; cat /seatrial-fixed/taken`
    expect(await test.run(task, ['sh', '-c', text], { mounts })).toBe(
      '0: from outside\nfrom outside\nread-only\nwritten',
    )
    expect(existsSync(join(source, 'taken'))).toBe(true)
    expect([existsSync('/seatrial-data'), existsSync('/seatrial-fixed')]).toEqual([false, false])
    const gone = [{ sourcePath: join(source, 'gone'), containerPath: '/x', readOnly: true }]
    expect(await test.runtime.startContainer(task.taskId, specOf({ mounts: gone }))).toMatchObject({
      ok: false,
      kind: 'other',
      detail: expect.stringContaining('no such file'),
    })
  })

  it('gets a mount point in a folder of many long names', async () => {
    const task = await test.task()
    const source = join(test.open.folder, 'volume')
    mkdirSync(source)
    writeFileSync(join(source, 'given'), 'from outside')
    const crowded = join(test.open.folder, 'crowded')
    mkdirSync(crowded)
    for (let number = 0; number < 350; number += 1)
      writeFileSync(join(crowded, `${'n'.repeat(200)}${number}`), '')
    const containerPath = join(crowded, 'data')
    const mounts = [{ sourcePath: source, containerPath, readOnly: true }]
    const text = `cat ${containerPath}/given; ls ${crowded} | wc -l`
    expect(await test.run(task, ['sh', '-c', text], { mounts })).toBe('0: from outside351')
    expect(existsSync(containerPath)).toBe(false)
  })

  it('gets a mount point in a folder where things come and go meanwhile', async () => {
    const task = await test.task()
    const source = join(test.open.folder, 'volume')
    mkdirSync(source)
    writeFileSync(join(source, 'given'), 'from outside')
    const busy = join(test.open.folder, 'busy')
    mkdirSync(busy)
    const churn = `while :; do for n in 1 2 3 4 5 6 7 8; do mkdir $n; : >f$n; done; rm -rf ./*; done`
    const worker = spawn('sh', ['-c', churn], { cwd: busy, stdio: 'ignore' })
    try {
      const containerPath = join(busy, 'data')
      const mounts = [{ sourcePath: source, containerPath, readOnly: true }]
      for (let round = 0; round < 5; round += 1)
        expect(await test.run(task, ['cat', `${containerPath}/given`], { mounts })).toBe('0: from outside')
    } finally {
      worker.kill('SIGKILL')
    }
  })

  it('is checked as ECS checks, and reports changes of its health', async () => {
    const task = await test.task()
    const marker = join(test.open.folder, 'healthy')
    const command = ['CMD-SHELL', `echo looked; test -e ${marker}`]
    const healthCheck = { command, intervalMs: 60, timeoutMs: 1000, retries: 2, startPeriodMs: 0 }
    await test.start(task, 'app', ['sleep', '60'], { healthCheck })
    const bad = await test.log.waitFor('container-health', ({ health }) => health === 'UNHEALTHY')
    expect(bad).toMatchObject({ output: 'looked\n' })
    writeFileSync(marker, '')
    await test.log.waitFor('container-health', ({ health }) => health === 'HEALTHY')
    expect(test.log.events.filter(({ kind }) => kind === 'container-health')).toHaveLength(2)
  })

  it('takes a check that hangs for one that fails', async () => {
    const task = await test.task()
    const healthCheck = {
      command: ['CMD', 'sleep', '60'],
      intervalMs: 50,
      timeoutMs: 100,
      retries: 1,
      startPeriodMs: 0,
    }
    await test.start(task, 'app', ['sleep', '60'], { healthCheck })
    const bad = await test.log.waitFor('container-health')
    expect(bad).toMatchObject({ health: 'UNHEALTHY', output: 'Health check exceeded timeout (0.1s)' })
  })

  it('cannot be started where its program is of another kind', async () => {
    const task = await test.task()
    const program = join(test.open.folder, 'program')
    const outcomes = [
      ['plain text', 'exec-format'],
      ['\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\0\x08\0', 'exec-format'],
      ['#!/bin/sh\r\necho hi\r\n', 'not-found'],
      ['', 'exec-format'],
    ] as const
    for (const [text, kind] of outcomes) {
      writeFileSync(program, text, 'latin1')
      chmodSync(program, 0o755)
      const outcome = await test.runtime.startContainer(task.taskId, specOf({ command: [program] }))
      expect(outcome).toMatchObject({ ok: false, kind, program })
    }
  })

  it('serves metadata documents and live statistics', async () => {
    const task = await test.task({
      documents: {
        metadata: {
          '/v4/abc': { DockerId: 'docker-1', Name: 'app' },
          '/v4/abc/task': { Family: 'web' },
          '/v2/metadata': { Cluster: 'c' },
        },
      },
    })
    await test.start(task, 'app', ['sleep', '60'], { memoryLimitMiB: 256 })
    const text = script(`(async () => {
      const get = async (path) => {
        const response = await fetch('http://169.254.170.2' + path)
        return [response.status, await response.json().catch(() => 'no JSON')]
      }
      for (const path of ['/v4/abc', '/v4/abc/task', '/v2/metadata', '/v4/other', '/v3/abc/task', '/what'])
        console.log(JSON.stringify(await get(path)))
      const [status, stats] = await get('/v4/abc/stats')
      console.log(status, stats.name, stats.memory_stats.usage > 10000, stats.memory_stats.limit, stats.pids_stats.current)
      const [, all] = await get('/v4/abc/task/stats')
      console.log(Object.keys(all), all['docker-1'].preread === stats.read)
    })()`)
    const unknown =
      'unable to get container ID from request: unable to get docker ID from v3 endpoint ID: other'
    const unknownTask = 'unable to get task arn from request: unable to get task Arn from v3 endpoint ID: abc'
    expect((await test.run(task, text)).split('\n')).toEqual([
      '0: [200,{"DockerId":"docker-1","Name":"app"}]',
      '[200,{"Family":"web"}]',
      '[200,{"Cluster":"c"}]',
      `[404,"V4 container metadata handler: ${unknown}"]`,
      `[404,"V3 task metadata handler: ${unknownTask}"]`,
      '[404,"no JSON"]',
      '200 app true 268435456 1',
      `[ 'docker-1' ] true`,
    ])
  })

  it('finds the programs that its image is said to have, and no others of the machine', async () => {
    const task = await test.task()
    const line =
      'exec 2>&1; command -v ls; command -v own; command -v cat || echo none; cat x; /bin/true; own'
    const folder = join(test.open.folder, 'app')
    mkdirSync(join(folder, 'bin'), { recursive: true })
    writeFileSync(join(folder, 'bin', 'own'), '#!/bin/sh\necho mine\n', { mode: 0o755 })
    const changes = {
      programs: ['sh', 'ls', 'no-such-program'],
      workingDirectory: folder,
      environment: { PATH: 'bin:/usr/bin:/bin' },
    }
    const written = (await test.run(task, ['sh', '-c', line], changes)).split('\n')
    expect(written[0]).toMatch(/^0: \/.*\/programs-\w+\/ls$/)
    expect(written.slice(1)).toEqual([
      expect.stringMatching(/bin\/own$/),
      'none',
      expect.stringContaining('cat: not found'),
      'mine',
    ])
    const refused = async (command: string[], name: string): Promise<unknown> =>
      await test.runtime.startContainer(task.taskId, specOf({ ...changes, name, command }))
    const missing = { ok: false, kind: 'not-found' }
    expect(await refused(['cat'], 'b')).toMatchObject({
      ...missing,
      detail: expect.stringContaining('in $PATH'),
    })
    expect(await refused(['/bin/cat'], 'c')).toMatchObject({
      ...missing,
      detail: 'exec: "/bin/cat": stat /bin/cat: no such file or directory',
    })
    expect(await refused(['no-such-program'], 'd')).toMatchObject(missing)
  })

  it('needs no shell and no env of its own behind an init', async () => {
    const task = await test.task()
    const changes = { programs: ['node'], initProcess: true }
    expect(await test.run(task, ['node', '-e', 'console.log(1)'], changes)).toBe('0: 1')
  })
})
