import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { IAM } from '@aws-sdk/client-iam'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openLive, openProjectLive } from '../../src/inputs/live/open-live.ts'
import { openWorld } from '../../src/inputs/world/open-world.ts'
import { skipWithout } from '../support/clients.ts'
import { root } from '../support/seatrial.ts'
import { addWeeklyReport } from './add-weekly-report.ts'
import { buildAccount } from './build-account.ts'
import { codesOf, inEnvironment, openOf, withTemplateAlone } from './compare.ts'
import { Moto, moto } from './moto.ts'

const region = 'ap-northeast-2'
const account = '123456789012'
const project = (name: string): string => join(root, 'examples/jobsynchub', name)

/** Projects whose cause lies in what moto keeps as it was given. */
const projects = [
  'template.yaml',
  'broken/parameter-on-task-role',
  'broken/parameter-policy-for-another-path',
  'broken/misspelt-action-in-policy',
  'broken/private-subnet-without-a-route',
  'broken/security-group-without-egress-443',
  'broken/role-trusts-ecs-not-ecs-tasks',
  'broken/secret-json-key-missing',
  'broken/endpoint-private-dns-off',
]

describe.skipIf(skipWithout(moto, 'a live check of the moto server'))(
  'a live check of the moto server',
  () => {
    let server: Moto
    let restore: () => void

    beforeAll(async () => {
      server = await Moto.start()
      const keys = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_SESSION_TOKEN: undefined }
      restore = inEnvironment({
        ...keys,
        AWS_ENDPOINT_URL: server.url,
        AWS_REGION: region,
        AWS_PROFILE: undefined,
      })
    }, 60_000)
    afterAll(() => {
      server.stop()
      restore()
    })
    beforeEach(async () => await server.reset())

    it.each(projects)('finds the same as in the template, and nothing else: %s', async (name) => {
      const template = openWorld(project(name), { account, region })
      const left = await buildAccount(template.records, { endpoint: server.url, region })
      expect(left).toEqual([])
      const live = await openLive({ cluster: 'jobsynchub' })
      expect(live.launches.length).toBeGreaterThan(0)
      expect(codesOf(live)).toEqual(codesOf(template))
    })

    it('reads the image, the rule and the schedule that are there', async () => {
      const target = { endpoint: server.url, region }
      const template = openWorld(project('template.yaml'), { account, region })
      await buildAccount(template.records, target)
      await addWeeklyReport(target)
      const live = await openLive({ cluster: 'jobsynchub' })
      expect(live.problems).toEqual([])
      expect(codesOf(live)).toEqual([])
      const names = live.launches.map(({ subject }) => `${subject.kind} ${subject.name}`).toSorted()
      expect(names).toEqual([
        'schedule weekly-report-rule',
        'schedule weekly-report-schedule',
        'service api-gateway',
        'service notification',
        'service user-api',
      ])
      const image = `${account}.dkr.ecr.${region}.amazonaws.com/jobsynchub/weekly-report:1.0`
      expect(live.records.find('Seatrial::ECR::Image', image)?.source.file).toBe(
        'ecr:BatchGetImage jobsynchub/weekly-report:1.0',
      )
      expect(
        live.records.find('Seatrial::S3::Object', 's3://jobsynchub-config/weekly-report.env')?.properties
          .Text,
      ).toBe('REPORT=weekly\n')
      expect(openOf(live).filter((text) => text.includes('weekly-report'))).toEqual([])
    })

    it('answers for a project what that leaves open', async () => {
      await withTemplateAlone(project('broken/log-group-missing'), async (template) => {
        expect(codesOf(openWorld(template, { account, region }))).toEqual([])
        expect(codesOf(await openProjectLive(template, {}))).toEqual(['error log-group-missing notification'])
      })
    })

    it('reads the role that deploys, which no template names', async () => {
      const iam = new IAM({ endpoint: server.url, region })
      const document = (statement: object): string =>
        JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] })
      const trust = document({ Principal: { AWS: '*' }, Action: 'sts:AssumeRole' })
      await iam.createRole({ RoleName: 'pipeline', AssumeRolePolicyDocument: trust })
      const policy = document({ Action: 'ecs:*', Resource: '*' })
      await iam.putRolePolicy({ RoleName: 'pipeline', PolicyName: 'deploy', PolicyDocument: policy })
      const folder = mkdtempSync(join(tmpdir(), 'seatrial-deployer-'))
      try {
        cpSync(join(root, 'cases/known-good/deployer/template.yaml'), join(folder, 'template.yaml'))
        writeFileSync(join(folder, 'seatrial.yaml'), 'deployer: pipeline\n')
        expect(codesOf(openWorld(folder, { account, region }))).toEqual([])
        expect(codesOf(await openProjectLive(folder, {}))).toContain('error passrole-denied shop')
      } finally {
        rmSync(folder, { recursive: true, force: true })
      }
    })

    it('says which cluster is missing', async () => {
      await expect(openLive({ cluster: 'shop' })).rejects.toThrow(
        `there is no cluster shop in account ${account}, region ${region}`,
      )
    })
  },
)
