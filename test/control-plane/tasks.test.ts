import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { networkInterfaces } from '../../src/model/ec2/tables.ts'
import type { TaskRow } from '../../src/model/ecs/task.ts'
import { briskPace } from '../../src/scheduler/pace.ts'
import { Cluster, place } from './cluster.ts'
import { brokenImage, hostedImages, ScriptedHost } from './scripted-host.ts'

describe('tasks', () => {
  let host: ScriptedHost
  let cluster: Cluster
  beforeEach(async () => {
    host = new ScriptedHost()
    cluster = await new Cluster((listener) => host.runtime(listener)).start()
    cluster.project({ images: hostedImages })
  })
  afterEach(async () => await cluster.close())

  /** Every state a task was in, with the ones it was left in for no time. */
  function watch(): string[] {
    const seen: string[] = []
    cluster.store.onCommit((changes) => {
      for (const { table, row } of changes) {
        const status = table === 'ecs.tasks' ? (row as TaskRow | undefined)?.lastStatus : undefined
        if (status !== undefined && seen.at(-1) !== status) seen.push(status)
      }
    })
    return seen
  }

  it('go through all states, with a time for each thing', async () => {
    const seen = watch()
    const arn = await cluster.run(await cluster.register({}))
    const { taskId } = await cluster.untilStatus(arn, 'RUNNING')
    expect(host.running()).toEqual([`${taskId} app`])
    await cluster.call('StopTask', { task: arn, reason: 'enough' })
    const task = await cluster.untilStatus(arn, 'STOPPED')
    expect(seen).toEqual([
      'PROVISIONING',
      'PENDING',
      'ACTIVATING',
      'RUNNING',
      'STOPPING',
      'DEPROVISIONING',
      'STOPPED',
    ])
    expect(task).toMatchObject({ stopCode: 'UserInitiated', stoppedReason: 'enough' })
    const times = [
      task.createdAtMs,
      task.connectivityAtMs,
      task.pullStartedAtMs,
      task.pullStoppedAtMs,
      task.startedAtMs,
      task.stoppingAtMs,
      task.executionStoppedAtMs,
      task.stoppedAtMs,
    ]
    expect(times.every((time) => time !== undefined)).toBe(true)
    expect(times).toEqual(times.toSorted((a = 0, b = 0) => a - b))
    expect(task.containers[0]).toMatchObject({ lastStatus: 'STOPPED', exitCode: 143 })
    expect(task.attachments[0]?.status).toBe('DELETED')
    expect([...cluster.store.view(place).all(networkInterfaces)]).toEqual([])
    expect(cluster.bugs).toEqual([])
  })

  it('are seen for an hour after they stopped', async () => {
    const arn = await cluster.run(await cluster.register({}))
    await cluster.untilStatus(arn, 'RUNNING')
    await cluster.call('StopTask', { task: arn })
    await cluster.untilStatus(arn, 'STOPPED')
    cluster.moveClock(3_590_000)
    await cluster.restart()
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(cluster.task(arn)?.lastStatus).toBe('STOPPED')
    cluster.moveClock(11_000)
    await cluster.until(() => cluster.task(arn) === undefined)
  })

  it('were RUNNING however short their program was', async () => {
    host.shortLived.set('app', 3)
    const seen = watch()
    const arn = await cluster.run(await cluster.register({}))
    const task = await cluster.untilStatus(arn, 'STOPPED')
    expect(seen).toContain('RUNNING')
    expect(task).toMatchObject({
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'Essential container in task exited',
    })
    expect(task.containers[0]).toMatchObject({ exitCode: 3, runtimeId: expect.any(String) as string })
    expect(task.containers[0]?.finishedAtMs).toBeGreaterThanOrEqual(
      task.containers[0]?.startedAtMs ?? Infinity,
    )
  })

  it('end as not started where an essential container cannot be started', async () => {
    const arn = await cluster.run(
      await cluster.register({
        containerDefinitions: [
          { name: 'app', image: brokenImage },
          { name: 'log', image: 'log' },
        ],
      }),
    )
    const task = await cluster.untilStatus(arn, 'STOPPED')
    const text =
      'CannotStartContainerError: Error response from daemon: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "app": executable file not found in $PATH: unknown'
    expect(task).toMatchObject({ stopCode: 'TaskFailedToStart', stoppedReason: text })
    expect(task.startedAtMs).toBeUndefined()
    expect(task.containers.map(({ reason, exitCode }) => ({ reason, exitCode }))).toEqual([
      { reason: text, exitCode: undefined },
      { reason: undefined, exitCode: 143 },
    ])
  })

  it('go on where another container cannot be started', async () => {
    const arn = await cluster.run(
      await cluster.register({
        containerDefinitions: [
          { name: 'app', image: 'app' },
          { name: 'log', image: brokenImage, essential: false },
        ],
      }),
    )
    const task = await cluster.untilStatus(arn, 'RUNNING')
    expect(task.containers.map(({ lastStatus }) => lastStatus)).toEqual(['RUNNING', 'STOPPED'])
    expect(task.containers[1]?.reason).toMatch(/^CannotStartContainerError: /)
  })

  it('say that memory ran out', async () => {
    const arn = await cluster.run(await cluster.register({}))
    const { taskId } = await cluster.untilStatus(arn, 'RUNNING')
    host.exit(taskId, 'app', 137, true)
    const task = await cluster.untilStatus(arn, 'STOPPED')
    expect(task.containers[0]).toMatchObject({
      exitCode: 137,
      reason: 'OutOfMemoryError: Container killed due to memory usage',
    })
    expect(task.stopCode).toBe('EssentialContainerExited')
  })

  it('end with ECS’s text where a secret is missing', async () => {
    const valueFrom = `arn:aws:ssm:${place.region}:${place.account}:parameter/nowhere`
    const arn = await cluster.run(
      await cluster.register({
        executionRoleArn: await cluster.launcher(),
        containerDefinitions: [{ name: 'app', image: 'app', secrets: [{ name: 'A', valueFrom }] }],
      }),
    )
    const task = await cluster.untilStatus(arn, 'STOPPED')
    expect(task.stopCode).toBe('TaskFailedToStart')
    expect(task.stoppedReason).toMatch(
      /^ResourceInitializationError: unable to pull secrets or registry auth: .*invalid ssm parameters: .*nowhere/,
    )
    expect(task.pullStartedAtMs).toBeUndefined()
    expect(task.containers[0]).not.toHaveProperty('reason')
  })

  it('end with ECS’s text where nobody knows the image', async () => {
    cluster.project({ images: [] })
    const arn = await cluster.run(await cluster.register({}))
    const task = await cluster.untilStatus(arn, 'STOPPED')
    expect(task).toMatchObject({
      stopCode: 'TaskFailedToStart',
      stoppedReason:
        'CannotPullContainerError: pull image manifest has been retried 7 time(s): failed to resolve ref docker.io/library/app:latest: not found',
    })
    expect(task.pullStoppedAtMs).toBeDefined()
  })

  it('restart a container in place, as its policy says', async () => {
    const restartPolicy = { enabled: true, ignoredExitCodes: [7], restartAttemptPeriod: 60 }
    const arn = await cluster.run(
      await cluster.register({ containerDefinitions: [{ name: 'app', image: 'app', restartPolicy }] }),
    )
    const { taskId, containers } = await cluster.untilStatus(arn, 'RUNNING')
    const later = (ms: number, exitCode: number): void => {
      // The machine's clock stands still: what the host reports is that much later.
      const at = (containers[0]?.startedAtMs ?? 0) + ms
      host.exitAt(taskId, 'app', exitCode, at)
    }
    later(61_000, 1)
    await cluster.until(() => host.specs.length === 2 && host.running().length === 1)
    const again = await cluster.untilTask(
      arn,
      (task) => task.containers[0]?.runtimeId !== containers[0]?.runtimeId,
    )
    expect(again).toMatchObject({ lastStatus: 'RUNNING', desiredStatus: 'RUNNING' })
    expect(again.containers[0]).toMatchObject({ lastStatus: 'RUNNING' })
    expect(host.specs[1]).toEqual(host.specs[0])
    // It did not run for the period: the task ends.
    host.exit(taskId, 'app', 1)
    expect(await cluster.untilStatus(arn, 'STOPPED')).toMatchObject({ stopCode: 'EssentialContainerExited' })
  })

  it('do not restart a container for an ignored exit code', async () => {
    const restartPolicy = { enabled: true, ignoredExitCodes: [7] }
    const arn = await cluster.run(
      await cluster.register({ containerDefinitions: [{ name: 'app', image: 'app', restartPolicy }] }),
    )
    const { taskId, containers } = await cluster.untilStatus(arn, 'RUNNING')
    host.exitAt(taskId, 'app', 7, (containers[0]?.startedAtMs ?? 0) + 1_000_000)
    await cluster.untilStatus(arn, 'STOPPED')
    expect(host.specs).toHaveLength(1)
  })

  it('stop in every state', async () => {
    host.delayMs = 40
    const definition = await cluster.register({
      containerDefinitions: [
        { name: 'db', image: 'db', healthCheck: { command: ['CMD', 'true'] } },
        { name: 'app', image: 'app', dependsOn: [{ containerName: 'db', condition: 'HEALTHY' }] },
      ],
    })
    for (const waitMs of [0, 2, 10, 30, 60, 100, 140]) {
      const arn = await cluster.run(definition)
      await new Promise((resolve) => setTimeout(resolve, waitMs))
      await cluster.call('StopTask', { task: arn })
      await cluster.call('StopTask', { task: arn, reason: 'again' })
      const task = await cluster.untilStatus(arn, 'STOPPED')
      expect(task.stoppedReason).toBe('Task stopped by user')
      expect(host.running()).toEqual([])
    }
    expect(cluster.bugs).toEqual([])
  })

  it('stop containers in the reverse of their order', async () => {
    const after = (
      containerName: string,
    ): { dependsOn: { containerName: string; condition: 'START' }[] } => ({
      dependsOn: [{ containerName, condition: 'START' }],
    })
    const arn = await cluster.run(
      await cluster.register({
        containerDefinitions: [
          { name: 'a', image: 'a' },
          { name: 'b', image: 'b', ...after('a') },
          { name: 'c', image: 'c', ...after('b') },
        ],
      }),
    )
    await cluster.untilStatus(arn, 'RUNNING')
    await cluster.call('StopTask', { task: arn })
    await cluster.untilStatus(arn, 'STOPPED')
    expect(host.stops).toEqual(['c', 'b', 'a'])
  })

  it('start and stop many containers', async () => {
    const containerDefinitions = Array.from({ length: 10 }, (_, index) => ({
      name: `c${index}`,
      image: 'app',
      essential: index === 0,
      ...(index > 0 ? { dependsOn: [{ containerName: `c${index - 1}`, condition: 'START' as const }] } : {}),
    }))
    const arns = await Promise.all(
      [1, 2, 3].map(async () => await cluster.run(await cluster.register({ containerDefinitions }))),
    )
    for (const arn of arns) await cluster.untilStatus(arn, 'RUNNING')
    expect(host.running()).toHaveLength(30)
    for (const task of arns) await cluster.call('StopTask', { task })
    for (const arn of arns) await cluster.untilStatus(arn, 'STOPPED')
  })

  it('end although a container cannot be stopped', async () => {
    host.unstoppable = 'app'
    const arn = await cluster.run(await cluster.register({}))
    await cluster.untilStatus(arn, 'RUNNING')
    await cluster.call('StopTask', { task: arn })
    const task = await cluster.untilStatus(arn, 'STOPPED')
    expect(task.containers[0]?.reason).toBe('CannotStopContainerError: the kernel refuses')
    expect(task.stoppedReason).toBe('Task stopped by user')
    expect(host.running()).toEqual([])
    expect(cluster.bugs).toHaveLength(1)
  })

  it('end with the machine’s fault where their agent is lost', async () => {
    const arn = await cluster.run(await cluster.register({}))
    const { taskId } = await cluster.untilStatus(arn, 'RUNNING')
    host.lose(taskId)
    expect(await cluster.untilStatus(arn, 'STOPPED')).toMatchObject({
      stopCode: 'InfrastructureHealth',
      stoppedReason: "InternalError: the task's agent ended",
    })
  })

  it('wait for their interface, and may be stopped meanwhile', async () => {
    await cluster.close()
    cluster = await new Cluster((listener) => host.runtime(listener), {
      ...briskPace,
      interfaceMs: 60_000,
    }).start()
    cluster.project({ images: hostedImages })
    const definition = await cluster.register({})
    const [first, second] = [await cluster.run(definition), await cluster.run(definition)]
    const task = await cluster.untilTask(first, ({ attachments }) => attachments[0]?.status === 'ATTACHING')
    expect(task.lastStatus).toBe('PROVISIONING')
    await cluster.call('StopTask', { task: first })
    await cluster.untilStatus(first, 'STOPPED')
    cluster.moveClock(61_000)
    await cluster.untilStatus(second, 'RUNNING')
  })

  it('show their execute command agent with its container', async () => {
    const taskRoleArn = await cluster.role('tasks')
    const arn = await cluster.run(await cluster.register({ taskRoleArn }), { enableExecuteCommand: true })
    const task = await cluster.untilStatus(arn, 'RUNNING')
    expect(task.containers[0]?.managedAgents).toEqual([
      { name: 'ExecuteCommandAgent', lastStatus: 'RUNNING' },
    ])
  })
})
