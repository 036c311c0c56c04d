import { afterEach, describe, expect, it } from 'vitest'
import { taskStatuses, type TaskRow } from '../../src/model/ecs/task.ts'
import { networkInterfaces } from '../../src/model/ec2/tables.ts'
import { issuedKeys, everyAccount } from '../../src/model/sts/tables.ts'
import { tasks } from '../../src/model/ecs/tables.ts'
import { Cluster, place, simulated } from './cluster.ts'
import { FakeHost, type Fate } from './fake-host.ts'

const troubled: Fate = { maxDelayMs: 12, sandboxFails: 0.05, startFails: 0.08, dies: 0.15, lost: 0.05 }
const calm: Fate = { maxDelayMs: 12, sandboxFails: 0, startFails: 0, dies: 0, lost: 0 }

const containers = [
  { name: 'init', image: 'init', essential: false },
  { name: 'db', image: 'db', dependsOn: [{ containerName: 'init', condition: 'START' as const }] },
  { name: 'app', image: 'app', dependsOn: [{ containerName: 'db', condition: 'START' as const }] },
]

/** Watches every row of every task: states only go forward, and what a container was it never is again. */
function watch(cluster: Cluster): string[] {
  const wrong: string[] = []
  const last = new Map<string, TaskRow>()
  cluster.store.onCommit((changes) => {
    for (const { table, key, row } of changes) {
      if (table !== 'ecs.tasks' || row === undefined) continue
      const [task, before] = [row as TaskRow, last.get(key)]
      last.set(key, task)
      if (!before) continue
      const at = (one: TaskRow): number => taskStatuses.indexOf(one.lastStatus)
      if (at(task) < at(before)) wrong.push(`${before.lastStatus} → ${task.lastStatus}`)
      if (before.desiredStatus === 'STOPPED' && task.desiredStatus !== 'STOPPED') wrong.push('wanted again')
      if (before.stoppedReason !== undefined && before.stoppedReason !== task.stoppedReason)
        wrong.push('another reason')
      for (const [index, container] of task.containers.entries()) {
        const ranks = ['PENDING', 'RUNNING', 'STOPPED']
        const former = before.containers[index]?.lastStatus ?? 'PENDING'
        if (ranks.indexOf(container.lastStatus) < ranks.indexOf(former))
          wrong.push(`${container.name}: ${former} → ${container.lastStatus}`)
      }
    }
  })
  return wrong
}

describe('a control plane that is killed at any moment', () => {
  let cluster: Cluster | undefined
  afterEach(async () => await cluster?.close())

  async function live(seed: number, fate: Fate): Promise<FakeHost> {
    const host = new FakeHost(seed, fate)
    cluster = await new Cluster((listener) => host.runtime(listener)).start()
    const wrong = watch(cluster)
    cluster.project({
      images: [
        {
          reference: '*',
          sourceDirectory: '/',
          build: [],
          run: ['app'],
          environment: {},
          source: { file: 'seatrial.yaml', line: 1, column: 1 },
        },
      ],
    })
    const taskRoleArn = await cluster.role('tasks')
    const definition = await cluster.register({ containerDefinitions: containers, taskRoleArn })
    const service = await cluster.createService(definition, 3)
    const alone: string[] = []
    for (let task = 0; task < 3; task += 1) alone.push(await cluster.run(definition))
    for (let crash = 0; crash < 8; crash += 1) {
      await new Promise((resolve) => setTimeout(resolve, host.random() * 60))
      if (crash === 4) await cluster.call('UpdateService', { service: 's', forceNewDeployment: true })
      if (crash === 5) await cluster.call('StopTask', { task: alone[0] })
      await cluster.crash()
    }
    // From here on nothing goes wrong: it settles, or it never will.
    if (fate === calm) await cluster.until(() => cluster?.isSteady(service) === true)
    await cluster.call('DeleteService', { service: 's', force: true })
    for (const task of alone) if (cluster.task(task)) await cluster.call('StopTask', { task })
    await cluster.until(() => {
      const rows = [...(cluster?.store.view(place).all(tasks) ?? [])]
      return rows.every(({ lastStatus }) => lastStatus === 'STOPPED')
    })
    await cluster.until(() => cluster?.service(service)?.status === 'INACTIVE')
    expect(wrong).toEqual([])
    return host
  }

  it.each(Array.from({ length: 12 }, (_, index) => index + 1))(
    'starts nothing twice and leaves nothing, whatever fails (seed %i)',
    async (seed) => {
      const host = await live(seed * 7919, troubled)
      expect([...host.tasks.keys()]).toEqual([])
      expect([...host.starts.values()].every((count) => count === 1)).toBe(true)
      const view = cluster?.store.view(place)
      expect([...(view?.all(networkInterfaces) ?? [])]).toEqual([])
      expect([...(view?.at({ account: everyAccount }).all(issuedKeys) ?? [])]).toEqual([])
      expect(cluster?.bugs).toEqual([])
    },
  )

  it.each([1, 2, 3])('comes to rest at the desired count (seed %i)', async (seed) => {
    const host = await live(seed * 104_729, calm)
    expect([...host.starts.values()].every((count) => count === 1)).toBe(true)
    expect(cluster?.bugs).toEqual([])
  })

  it('makes simulated tasks anew, and can stop them', async () => {
    cluster = await new Cluster(simulated).start()
    const wrong = watch(cluster)
    const definition = await cluster.register({ containerDefinitions: containers })
    const service = await cluster.createService(definition, 5)
    for (let crash = 0; crash < 10; crash += 1) {
      await new Promise((resolve) => setTimeout(resolve, crash * 3))
      await cluster.crash()
    }
    await cluster.until(() => cluster?.isSteady(service) === true)
    const before = cluster.liveTasksOf(service).map(({ taskId }) => taskId)
    expect(before).toHaveLength(5)
    await cluster.crash()
    expect(cluster.liveTasksOf(service).map(({ taskId }) => taskId)).toEqual(before)
    await cluster.call('UpdateService', { service: 's', desiredCount: 0 })
    await cluster.until(() => cluster?.liveTasksOf(service).length === 0)
    expect(wrong).toEqual([])
    expect(cluster.bugs).toEqual([])
  })
})
