import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DiagnosedCause } from '../../src/causes/diagnosis.ts'
import { diagnoseTarget } from '../../src/daemon/why.ts'
import { Cluster } from './cluster.ts'
import { hostedImages, ScriptedHost } from './scripted-host.ts'

describe('why of a service', () => {
  let cluster: Cluster
  beforeEach(async () => {
    const host = new ScriptedHost()
    cluster = await new Cluster((listener) => host.runtime(listener)).start()
    cluster.project({ images: hostedImages })
  })
  afterEach(async () => await cluster.closeWithoutBugs())

  const proven = async (serviceArn: string): Promise<DiagnosedCause[]> => {
    const { store, objects, now } = cluster
    const { causes } = await diagnoseTarget({ store, objects, now, onlyKnownImages: true }, { serviceArn })
    return causes.filter(({ standing }) => standing === 'proven')
  }

  it('that is asked for no task says so, and nothing of one that has its tasks', async () => {
    const definition = await cluster.register({})
    const service = await cluster.createService(definition, 0)
    await cluster.until(() => cluster.isSteady(service))
    expect(await proven(service)).toMatchObject([
      {
        code: 'desired-count-zero',
        message: 'service `s` has a desired count of 0: it is steady with no task',
        why: [{ fact: 'the desired count of s is 0', source: 'service s' }],
      },
    ])
    await cluster.call('UpdateService', { service, desiredCount: 1 })
    await cluster.until(() => cluster.tasksOf(service).some(({ lastStatus }) => lastStatus === 'RUNNING'))
    await cluster.until(() => cluster.isSteady(service))
    expect(await proven(service)).toEqual([])
  })

  it('names a newer revision that does without what fails', async () => {
    const executionRoleArn = await cluster.role('launcher')
    await cluster.allow('launcher', ['logs:*'])
    const options = {
      'awslogs-group': '/gone',
      'awslogs-region': 'us-east-1',
      'awslogs-stream-prefix': 'app',
    }
    const logConfiguration = { logDriver: 'awslogs', options } as const
    const broken = await cluster.register({
      family: 'web',
      executionRoleArn,
      containerDefinitions: [{ name: 'app', image: 'app', logConfiguration }],
    })
    const service = await cluster.createService(broken, 1)
    await cluster.until(() => cluster.tasksOf(service).some(({ lastStatus }) => lastStatus === 'STOPPED'))
    expect((await proven(service)).map(({ code }) => code)).toEqual(['log-group-missing'])
    await cluster.register({ family: 'web', containerDefinitions: [{ name: 'app', image: 'app' }] })
    const [, stale] = await proven(service)
    expect(stale).toMatchObject({
      code: 'service-on-stale-revision',
      message:
        'service `s` still uses revision 1 of web: revision 2 does without what fails (make the log stream of container app)',
    })
  })
})
