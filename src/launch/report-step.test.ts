import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { caseRequest, caseWorld, type CaseLaunch } from '../../cases/launch/case-launch.ts'
import { printFailure } from '../failures/print-failure.ts'
import type { LaunchWorld } from '../model/launch/world.ts'
import { evaluateStep, firstTrouble, reportStep } from './evaluate-step.ts'
import { launchSteps } from './launch-steps.ts'

const folder = join(import.meta.dirname, '../../cases/launch/troubles')

/** How a launch ends, and everything that is to be mended, in the order in which ECS would come to it. */
function tellOf(launch: CaseLaunch): string {
  const [request, world] = [caseRequest(launch), caseWorld(launch.world)]
  const troubles = launchSteps(request).flatMap((step) =>
    reportStep(step, world).troubles.map((trouble) => ({ step, trouble })),
  )
  const [first] = troubles
  if (!first) return 'holds\n'
  const { text, where, stopCode } = printFailure(first.trouble.failure, { launchType: request.launchType })
  const lines = troubles.map(
    ({ step, trouble: { failure, ground } }) => `${step.id}: ${failure.code} (${ground.kind})`,
  )
  return [`${stopCode ?? 'no stop code'}, ${where}`, text, '', ...lines, ''].join('\n')
}

describe('the troubles of a launch', () => {
  it.each(readdirSync(folder))('%s', (name) => {
    const launch = JSON.parse(readFileSync(join(folder, name, 'case.json'), 'utf8')) as CaseLaunch
    const told = tellOf(launch)
    const file = join(folder, name, 'expected.txt')
    if (process.env['UPDATE'] === '1') writeFileSync(file, told)
    expect(told).toBe(readFileSync(file, 'utf8'))
  })
})

const sm = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-Ab3dEf'
const everything: CaseLaunch = {
  task: {
    taskRoleArn: 'arn:aws:iam::111122223333:role/app',
    volumes: [
      {
        name: 'data',
        efsVolumeConfiguration: {
          fileSystemId: 'fs-1',
          authorizationConfig: { iam: 'ENABLED' },
        },
      },
    ],
  },
  container: {
    repositoryCredentials: { credentialsParameter: sm },
    secrets: [
      { name: 'S', valueFrom: `${sm}:username::` },
      { name: 'P', valueFrom: '/a' },
    ],
    environmentFiles: [{ type: 's3', value: 'arn:aws:s3:::config/api.env' }],
    logConfiguration: {
      logDriver: 'awslogs',
      options: {
        'awslogs-group': '/shop',
        'awslogs-region': 'eu-west-1',
        'awslogs-stream-prefix': 'ecs',
        'awslogs-create-group': 'true',
      },
    },
  },
}
const services = ['ecr.api', 'ecr.dkr', 's3', 'secretsmanager', 'ssm', 'logs', 'elasticfilesystem']
const actions = [
  'iam:PassRole',
  'ec2:CreateNetworkInterface',
  'ecr:GetAuthorizationToken',
  'ecr:BatchGetImage',
  'secretsmanager:GetSecretValue',
  'ssm:GetParameters',
  'kms:Decrypt',
  's3:GetObject',
  's3:ListBucket',
  'logs:CreateLogGroup',
  'logs:CreateLogStream',
  'elasticfilesystem:ClientMount',
]
const keyArn = 'arn:aws:kms:eu-west-1:111122223333:key/k'
const outcome = fc.constantFrom('timeout', 'no-such-host', 'lookup-timeout', 'refused')
const anyWorld = fc.record(
  {
    deny: fc.subarray(actions),
    block: fc.dictionary(fc.constantFrom(...services), outcome, { noNullPrototype: true }),
    secrets: fc.constantFrom(
      { [sm]: null },
      { [sm]: { marked: true } },
      { [sm]: { text: '' } },
      { [sm]: { keyArn } },
    ),
    parameters: fc.constantFrom({ '/a': null }, { '/a': { keyArn } }),
    objects: fc.constantFrom({ 'config/api.env': null }, { 'config/api.env': { keyArn } }),
    buckets: fc.constantFrom({ config: null }, { config: 'us-east-2' }),
    groups: fc.constant({ '/shop': null }),
    subnets: fc.constantFrom({ 'subnet-1': null }, { 'subnet-1': 0 }),
  },
  { requiredKeys: [] },
)

describe('a step', () => {
  it('fails with its first trouble, and only where it has one', () => {
    fc.assert(
      fc.property(anyWorld, (given) => {
        const world = caseWorld(given)
        for (const step of launchSteps(caseRequest(everything))) {
          const [verdict, report] = [evaluateStep(step, world), reportStep(step, world)]
          const [first] = report.troubles
          expect(firstTrouble(step, world)).toEqual(first)
          if (first) expect(verdict).toMatchObject({ kind: 'fails', failure: first.failure })
          else expect(verdict.kind).toBe(report.open.length > 0 ? 'unknown' : 'holds')
        }
      }),
      { seed: 20_251_122, numRuns: 300 },
    )
  })

  it('prints every trouble that it may have', () => {
    fc.assert(
      fc.property(anyWorld, fc.constantFrom('FARGATE', 'EC2'), (given, launchType) => {
        const world = caseWorld(given)
        for (const step of launchSteps(caseRequest({ ...everything, launchType })))
          for (const { failure } of reportStep(step, world).troubles)
            expect(printFailure(failure, { launchType }).text.length).toBeLessThanOrEqual(1024)
      }),
      { seed: 20_251_122, numRuns: 100 },
    )
  })

  it('asks nothing behind its first trouble', () => {
    const asked: string[] = []
    const denying = caseWorld({ deny: ['ecr:GetAuthorizationToken'] })
    const world: LaunchWorld = {
      ...denying,
      canReach: (to) => {
        asked.push(to.service)
        return { kind: 'unreachable', outcome: 'timeout', address: '10.0.0.9' }
      },
      mayPerform: (request) => {
        asked.push(request.action)
        return denying.mayPerform(request)
      },
    }
    const step = launchSteps(caseRequest(everything)).find(({ kind }) => kind === 'registry-auth')
    expect(step && firstTrouble(step, world)?.ground.kind).toBe('reach')
    expect(asked).toEqual(['ecr.api'])
  })
})
