import { chmodSync, existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ContainerDefinition } from '@aws-sdk/client-ecs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { everyAccount, issuedKeys } from '../../src/model/sts/tables.ts'
import { probeProcessRuntime } from '../../src/runtime/process/probe.ts'
import { Cluster, place, processes } from './cluster.ts'

const probe = await probeProcessRuntime()
if (!probe.usable) process.stderr.write(`skipped: the control plane over programs: ${probe.reason}\n`)

const SHORT_TASKS = 200
const AT_ONCE = 20

describe.skipIf(!probe.usable)('programs', () => {
  let cluster: Cluster
  beforeEach(async () => {
    cluster = await new Cluster(processes).start()
    await cluster.listen()
    await cluster.invoke('logs', 'CreateLogGroup', { logGroupName: '/app' })
    cluster.project({
      images: [
        {
          reference: '*',
          sourceDirectory: cluster.folder,
          build: [],
          environment: {},
          source: { file: 'seatrial.yaml', line: 1, column: 1 },
        },
      ],
    })
  })
  afterEach(async () => await cluster.closeWithoutBugs())

  const container = (
    name: string,
    command: string[],
    more: Partial<ContainerDefinition> = {},
  ): ContainerDefinition => ({
    name,
    image: name,
    command,
    // A first process without a handler does not heed SIGTERM.
    stopTimeout: 2,
    logConfiguration: {
      logDriver: 'awslogs',
      options: { 'awslogs-group': '/app', 'awslogs-region': place.region, 'awslogs-stream-prefix': 'p' },
    },
    ...more,
  })

  const register = async (...containerDefinitions: ContainerDefinition[]): Promise<string> =>
    await cluster.register({
      containerDefinitions,
      executionRoleArn: await cluster.launcher(`launcher-${cluster.now()}`),
    })

  async function lines(taskArn: string, name: string): Promise<string[]> {
    const { events } = (await cluster.invoke('logs', 'GetLogEvents', {
      logGroupName: '/app',
      logStreamName: `p/${name}/${taskArn.slice(taskArn.lastIndexOf('/') + 1)}`,
      startFromHead: true,
    })) as { events: { message: string }[] }
    return events.map(({ message }) => message)
  }

  async function untilLines(taskArn: string, count: number): Promise<void> {
    await expect.poll(async () => (await lines(taskArn, 'app')).length, { timeout: 10_000 }).toBe(count)
  }

  it(
    'lose no line, however short they are, and all is there once they are STOPPED',
    { timeout: 120_000 },
    async () => {
      const print = 'echo one; echo two >&2; echo three'
      const definition = await register(container('app', ['sh', '-c', print]))
      let left = SHORT_TASKS
      const worker = async (): Promise<void> => {
        while (left > 0) {
          left -= 1
          const arn = await cluster.run(definition)
          const task = await cluster.untilTask(arn, ({ lastStatus }) => lastStatus === 'STOPPED', 60_000)
          const written = await lines(arn, 'app')
          expect(written.toSorted()).toEqual(['one', 'three', 'two'])
          expect(written.indexOf('one')).toBeLessThan(written.indexOf('three'))
          expect(task).toMatchObject({ stopCode: 'EssentialContainerExited' })
          expect(task.startedAtMs).toBeDefined()
          expect(task.containers[0]?.exitCode).toBe(0)
        }
      }
      await Promise.all(Array.from({ length: AT_ONCE }, worker))
    },
  )

  it('keep the order of many lines, and what they wrote while no daemon was there', async () => {
    const count = 'i=0; while [ $i -lt 3000 ]; do echo $i; i=$((i+1)); done; sleep 1; echo end; exec sleep 60'
    const arn = await cluster.run(await register(container('app', ['sh', '-c', count])))
    await cluster.untilStatus(arn, 'RUNNING')
    await cluster.restart()
    await cluster.restart()
    await new Promise((resolve) => setTimeout(resolve, 1500))
    expect(cluster.task(arn)?.lastStatus).toBe('RUNNING')
    await cluster.call('StopTask', { task: arn })
    await cluster.untilStatus(arn, 'STOPPED')
    // What was on its way when a control plane was let go may come twice, never not at all.
    expect([...new Set(await lines(arn, 'app'))]).toEqual([
      ...Array.from({ length: 3000 }, (_, index) => String(index)),
      'end',
    ])
  })

  it('see in their metadata how their task goes', async () => {
    const look = `
      const uri = process.env.ECS_CONTAINER_METADATA_URI_V4 + '/task'
      let last = ''
      setInterval(async () => {
        const task = await (await fetch(uri)).json()
        const now = task.KnownStatus + ' ' + task.Containers.map((c) => c.KnownStatus + (c.ExitCode ?? '')).join(' ')
        if (now !== last) console.log(now)
        last = now
      }, 60)`
    const arn = await cluster.run(
      await register(
        container('app', ['node', '-e', look]),
        container('side', ['sh', '-c', 'sleep 1; exit 5'], { essential: false }),
      ),
    )
    await cluster.untilStatus(arn, 'RUNNING')
    await cluster.untilTask(arn, ({ containers }) => containers[1]?.exitCode === 5)
    await new Promise((resolve) => setTimeout(resolve, 300))
    await cluster.call('StopTask', { task: arn })
    await cluster.untilStatus(arn, 'STOPPED')
    const seen = await lines(arn, 'app')
    expect(seen).toContain('RUNNING RUNNING RUNNING')
    expect(seen).toContain('RUNNING RUNNING STOPPED5')
  })

  it('get new credentials before theirs expire, and leave none behind', async () => {
    const look = `
      const url = 'http://169.254.170.2' + process.env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI
      let last = ''
      setInterval(async () => {
        const { AccessKeyId } = await (await fetch(url)).json()
        if (AccessKeyId !== last) console.log(AccessKeyId)
        last = AccessKeyId
      }, 60)`
    const taskRoleArn = await cluster.role('tasks')
    const executionRoleArn = await cluster.launcher()
    const definition = await cluster.register({
      containerDefinitions: [container('app', ['node', '-e', look])],
      taskRoleArn,
      executionRoleArn,
    })
    const arn = await cluster.run(definition)
    await cluster.untilStatus(arn, 'RUNNING')
    const keys = (): number =>
      [...cluster.store.view({ ...place, account: everyAccount }).all(issuedKeys)].length
    await untilLines(arn, 1)
    expect(keys()).toBe(1)
    cluster.moveClock(5 * 3_600_000)
    expect(keys()).toBe(1)
    cluster.moveClock(31 * 60_000)
    await untilLines(arn, 2)
    expect(keys()).toBe(2)
    await cluster.restart()
    await cluster.until(() => keys() === 3)
    await expect.poll(async () => new Set(await lines(arn, 'app')).size, { timeout: 10_000 }).toBe(3)
    await cluster.call('StopTask', { task: arn })
    await cluster.untilStatus(arn, 'STOPPED')
    const seen = await lines(arn, 'app')
    expect(new Set(seen).size).toBe(3)
    expect(keys()).toBe(0)
  })

  it('share volumes, which go with their task', async () => {
    const mountPoints = [{ sourceVolume: 'data', containerPath: '/tmp/data' }]
    const write = 'echo hello > /tmp/data/file; exec sleep 60'
    const read = 'while [ ! -s /tmp/data/file ]; do sleep 0.05; done; cat /tmp/data/file'
    const arn = await cluster.run(
      await cluster.register({
        executionRoleArn: await cluster.launcher(),
        volumes: [{ name: 'data' }],
        containerDefinitions: [
          container('writer', ['sh', '-c', write], { mountPoints }),
          container('reader', ['sh', '-c', read], { mountPoints, essential: false }),
        ],
      }),
    )
    const task = await cluster.untilTask(arn, ({ containers }) => containers[1]?.lastStatus === 'STOPPED')
    expect(existsSync(join(cluster.volumesFolder, task.taskId, 'data', 'file'))).toBe(true)
    await cluster.call('StopTask', { task: arn })
    await cluster.untilStatus(arn, 'STOPPED')
    expect(await lines(arn, 'reader')).toEqual(['hello'])
    expect(readdirSync(cluster.volumesFolder)).toEqual([])
  })

  it('say what ECS says where they cannot be run', async () => {
    const program = join(cluster.folder, 'other-machine')
    writeFileSync(program, Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0]))
    chmodSync(program, 0o755)
    const arn = await cluster.run(await register(container('app', [program])))
    const task = await cluster.untilStatus(arn, 'STOPPED')
    expect(task).toMatchObject({ stopCode: 'EssentialContainerExited' })
    expect(task.containers[0]?.exitCode).toBe(1)
    expect(await lines(arn, 'app')).toEqual([`exec ${program}: exec format error`])
  })

  it('are found again by the next control plane, wherever they were', { timeout: 60_000 }, async () => {
    const definition = await register(
      container('app', ['sh', '-c', 'echo up; exec sleep 60']),
      container('side', ['sleep', '60'], { dependsOn: [{ containerName: 'app', condition: 'START' }] }),
    )
    const service = await cluster.createService(definition, 3)
    for (const waitMs of [5, 40, 80, 20, 120, 60]) {
      await new Promise((resolve) => setTimeout(resolve, waitMs))
      await cluster.restart()
    }
    await cluster.until(() => cluster.isSteady(service), 30_000)
    const live = cluster.liveTasksOf(service)
    expect(live).toHaveLength(3)
    for (const { taskArn } of live) expect(await lines(taskArn, 'app')).toEqual(['up'])
  })
})
