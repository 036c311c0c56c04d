import { join } from 'node:path'
import { ECS } from '@aws-sdk/client-ecs'
import { afterEach, describe, expect, it } from 'vitest'
import { checkLaunches } from '../../src/causes/check.ts'
import { openLive, openProjectLive } from '../../src/inputs/live/open-live.ts'
import { openWorld } from '../../src/inputs/world/open-world.ts'
import { startCluster, type Cluster } from '../../src/library/start-cluster.ts'
import { root } from '../support/seatrial.ts'
import { codesOf, inEnvironment, openOf, withTemplateAlone } from './compare.ts'

const project = (name: string): string => join(root, 'examples/jobsynchub', name)

describe('a live check of the local account', () => {
  let cluster: Cluster | undefined
  let restore: (() => void) | undefined

  const up = async (name: string): Promise<Cluster> => {
    cluster = await startCluster({ project: project(name) })
    restore = inEnvironment({ ...cluster.environment, AWS_PROFILE: undefined, AWS_SESSION_TOKEN: undefined })
    return cluster
  }
  afterEach(async () => {
    restore?.()
    await cluster?.stop()
    cluster = undefined
  })

  it(
    'finds nothing wrong with the example, and every fact names the call that told it',
    { timeout: 60_000 },
    async () => {
      const { region } = await up('.')
      const lines: string[] = []
      const live = await openLive({ cluster: 'jobsynchub', region, progress: (text) => lines.push(text) })
      expect(codesOf(live)).toEqual([])
      expect(live.launches.map(({ subject }) => subject.name).toSorted()).toEqual([
        'api-gateway',
        'notification',
        'user-api',
      ])
      expect(lines[0]).toBe(`reading account 000000000000 in ${region}`)
      expect(
        lines.some((line) => line.includes('read role arn:aws:iam::000000000000:role/ecsTaskExecutionRole')),
      ).toBe(true)
      const role = live.records.find('AWS::IAM::Role', 'ecsTaskExecutionRole')
      expect(role?.placeOf(['Policies', 0, 'PolicyDocument'])?.file).toBe(
        'iam:GetRolePolicy ecsTaskExecutionRole/read-what-tasks-start-with',
      )
      const parameter = live.records.find('AWS::SSM::Parameter', '/JobSyncHub/email/AWS_SES_SENDER')
      expect(parameter?.properties).toEqual({ Name: '/JobSyncHub/email/AWS_SES_SENDER', Type: 'String' })
    },
  )

  it('reads one service, without what runs beside it', { timeout: 60_000 }, async () => {
    await up('.')
    const live = await openLive({ cluster: 'jobsynchub', service: 'notification' })
    expect(live.launches.map(({ subject }) => subject.name)).toEqual(['notification'])
    await expect(openLive({ cluster: 'jobsynchub', service: 'shop' })).rejects.toThrow(
      'there is no service shop in cluster jobsynchub',
    )
  })

  it.each([
    'broken/parameter-on-task-role',
    'broken/private-subnet-without-a-route',
    'broken/security-group-without-egress-443',
    'broken/endpoint-security-group-closed',
    'broken/kms-key-not-allowed',
    'broken/secret-json-key-missing',
    'broken/secret-not-json',
    'broken/secret-arn-without-suffix',
    'broken/role-trusts-ecs-not-ecs-tasks',
  ])('finds the same as in the template, and nothing else: %s', { timeout: 60_000 }, async (name) => {
    await up(name)
    const template = codesOf(openWorld(project(name)))
    expect(template).not.toEqual([])
    expect(codesOf(await openLive({}))).toEqual(template)
  })

  it.each([
    ['broken/log-group-missing', ['error log-group-missing notification']],
    ['broken/role-that-does-not-exist', ['error role-does-not-exist notification']],
    ['broken/secret-in-another-region', ['error secret-not-found notification']],
  ])('tells what the template leaves open: %s', { timeout: 60_000 }, async (name, expected) => {
    const { region } = await up(name)
    await withTemplateAlone(project(name), async (template) => {
      expect(codesOf(openWorld(template, { region }))).toEqual([])
      expect(codesOf(await openLive({}))).toEqual(expected)
      expect(codesOf(await openProjectLive(template, { region }))).toEqual(expected)
    })
  })

  it('leaves to the project what that says itself', { timeout: 60_000 }, async () => {
    await up('.')
    const template = openWorld(project('broken/parameter-on-task-role'))
    const both = await openProjectLive(project('broken/parameter-on-task-role'), {})
    expect(codesOf(both)).toEqual(codesOf(template))
    expect(openOf(both).length).toBeLessThanOrEqual(openOf(template).length)
  })

  it('tells of a newer revision that does without what fails', { timeout: 60_000 }, async () => {
    const { region, environment } = await up('broken/log-group-missing')
    const before = await openLive({})
    expect(codesOf(before)).toEqual(['error log-group-missing notification'])
    const launch = before.launches.find(({ subject }) => subject.name === 'notification')
    const { family, revision, definition } = launch?.request ?? {}
    expect(launch?.newest?.revision).toBe(revision)
    const ecs = new ECS({ region, endpoint: environment.AWS_ENDPOINT_URL })
    const containerDefinitions = (definition?.containerDefinitions ?? []).map((container) => ({
      ...container,
      logConfiguration: undefined,
    }))
    await ecs.registerTaskDefinition({ ...definition, family, containerDefinitions })
    expect(codesOf(await openLive({}))).toEqual([
      'error log-group-missing notification',
      'warning service-on-stale-revision notification',
    ])
  })

  it('keeps the keys of a secret and nothing of its values', { timeout: 60_000 }, async () => {
    await up('broken/secret-json-key-missing')
    const live = await openLive({})
    const [secret] = live.records.ofType('AWS::SecretsManager::Secret')
    const kept = secret?.properties.SecretString
    if (typeof kept !== 'string') throw new Error('the keys of the secret were not read')
    const values = Object.values(JSON.parse(kept) as object)
    expect(values.length).toBeGreaterThan(0)
    expect(values.every((value) => value === '')).toBe(true)
  })

  it('tells that a secret is no JSON without a character of it', { timeout: 60_000 }, async () => {
    await up('broken/secret-not-json')
    const { findings } = checkLaunches((await openLive({})).launches)
    expect(findings.map(({ code }) => code)).toEqual(['secret-value-not-json'])
    expect(findings[0]?.message).toContain("(invalid character '…' looking for beginning of value)")
  })
})
