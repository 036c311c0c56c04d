import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { printFailure } from '../failures/print-failure.ts'
import { absent, present, unknownFact, type Fact } from '../model/launch/fact.ts'
import type { LaunchRequest } from '../model/launch/request.ts'
import type { ImageFact, LaunchWorld, SecretFact } from '../model/launch/world.ts'
import type { Verdict } from '../model/verdict.ts'
import { evaluateStep } from './evaluate-step.ts'
import { launchSteps } from './launch-steps.ts'

const trusted = {
  Statement: { Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' },
}
const image: ImageFact = { entryPoint: [], command: [], environment: {}, platforms: [], isIndex: false }
const sm = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-Ab3dEf'
const options = { 'awslogs-group': '/shop', 'awslogs-region': 'eu-west-1', 'awslogs-stream-prefix': 'ecs' }

/** A world where everything exists and everything is allowed, but for what a case changes. */
function worldWith(changes: Partial<LaunchWorld>): LaunchWorld {
  return {
    role: () => present({ assumeRolePolicyDocument: trusted }),
    secret: () => secret({}),
    parameter: () => present({ value: present('v') }),
    bucket: () => present({ region: 'eu-west-1' }),
    object: () => present({ text: present('A=1') }),
    logGroup: () => present(true as const),
    image: () => present(image),
    describedImage: () => undefined,
    subnet: () => present({ freeAddresses: 10 }),
    mayPerform: () => ({ kind: 'allowed' }),
    canReach: () => ({ kind: 'reachable' }),
    ...changes,
  }
}

function secret(changes: Partial<SecretFact>): Fact<SecretFact> {
  return present({
    arn: sm,
    markedForDeletion: false,
    versionFound: true,
    value: present('{"k":"v"}'),
    ...changes,
  })
}

/** What a case puts into its task. */
interface CaseTask {
  readonly valueFrom?: string
  readonly log?: Record<string, string>
  readonly envFile?: string
  readonly launchType?: 'EC2'
  readonly publicIp?: true
}

/** A call that is refused, or gets no answer. */
interface Refusal {
  readonly task: CaseTask
  readonly denied?: string
  readonly blocked?: string
}

function request({
  valueFrom,
  log,
  envFile,
  launchType = 'FARGATE' as 'EC2',
  publicIp,
}: CaseTask): LaunchRequest {
  return {
    taskId: '0123456789abcdef0123456789abcdef',
    taskArn: 'arn:aws:ecs:eu-west-1:111122223333:task/shop/0123456789abcdef0123456789abcdef',
    clusterArn: 'arn:aws:ecs:eu-west-1:111122223333:cluster/shop',
    region: 'eu-west-1',
    account: '111122223333',
    taskDefinitionArn: 'arn:aws:ecs:eu-west-1:111122223333:task-definition/shop:1',
    family: 'shop',
    revision: 1,
    overrides: {},
    launchType,
    requestId: '11111111-2222-3333-4444-555555555555',
    networkConfiguration: {
      subnets: ['subnet-1', 'subnet-2'],
      assignPublicIp: publicIp ? 'ENABLED' : 'DISABLED',
    },
    definition: {
      family: 'shop',
      networkMode: 'awsvpc',
      executionRoleArn: 'arn:aws:iam::111122223333:role/exec',
      containerDefinitions: [
        {
          name: 'api',
          image: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/api:1',
          logConfiguration: { logDriver: 'awslogs', options: log ?? options },
          ...(valueFrom === undefined
            ? {}
            : {
                secrets: [
                  { name: 'S', valueFrom },
                  { name: 'P', valueFrom: '/last' },
                ],
              }),
          ...(envFile === undefined ? {} : { environmentFiles: [{ type: 's3' as const, value: envFile }] }),
        },
      ],
    },
  }
}

/** The first step that fails, in ECS's words. */
function firstFailure(task: CaseTask, changes: Partial<LaunchWorld>): string | undefined {
  const world = worldWith(changes)
  const verdicts = launchSteps(request(task)).map((step) => evaluateStep(step, world))
  const failed = verdicts.find(
    (verdict): verdict is Extract<Verdict, { kind: 'fails' }> => verdict.kind === 'fails',
  )
  return failed && printFailure(failed.failure, task.launchType ? { launchType: task.launchType } : {}).text
}

const id = '11111111-2222-3333-4444-555555555555'
const asm =
  'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): '
const getSecret = `${asm}failed to fetch secret ${sm} from secrets manager: operation error Secrets Manager: GetSecretValue, https response error StatusCode: 400, RequestID: ${id}, `
const ssm =
  'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secrets from ssm: service call has been retried 1 time(s): '
const head =
  'ResourceInitializationError: failed to download env files: service call has been retried 1 time(s): operation error S3: HeadObject, https response error StatusCode: '
const ids =
  ', RequestID: 1111111122223333, HostID: MTExMTExMTEyMjIyMzMzMzQ0NDQ1NTU1NTU1NTU1NTUxMTExMTExMTIyMjIzMzMzNDQ=, api error '
const envFile = 'arn:aws:s3:::shop-config/api.env'
const manifest = 'CannotPullContainerError: pull image manifest has been retried'
const api = '111122223333.dkr.ecr.eu-west-1.amazonaws.com/api:1'
const logger = 'ResourceInitializationError: failed to validate logger args: '
const denied = (wanted: string): Partial<LaunchWorld> => ({
  mayPerform: ({ action }) =>
    action === wanted
      ? {
          kind: 'denied',
          principal: 'arn:aws:sts::111122223333:assumed-role/exec/0123456789abcdef0123456789abcdef',
          reason: `because no identity-based policy allows the ${wanted} action`,
        }
      : { kind: 'allowed' },
})
const blocked = (service: string): Partial<LaunchWorld> => ({
  canReach: (to) =>
    to.service === service
      ? { kind: 'unreachable', address: '10.0.0.9', outcome: 'timeout' }
      : { kind: 'reachable' },
})
const assume =
  "ECS was unable to assume the role 'arn:aws:iam::111122223333:role/exec' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role."

describe('evaluateStep', () => {
  it.each<[string, CaseTask, Partial<LaunchWorld>, string | undefined]>([
    ['everything is there', { valueFrom: sm, envFile }, {}, undefined],
    ['the role does not exist', {}, { role: () => absent() }, assume],
    [
      'the role trusts nobody',
      {},
      { role: () => present({ assumeRolePolicyDocument: { Statement: [] } }) },
      assume,
    ],
    [
      'the subnets are full',
      { publicIp: true },
      { subnet: () => present({ freeAddresses: 0 }) },
      "Unexpected EC2 error while attempting to Create Network Interface with public IP assignment enabled in subnet 'subnet-1': InsufficientFreeAddressesInSubnet",
    ],
    [
      'one subnet is full',
      {},
      { subnet: (_, subnetId) => present({ freeAddresses: subnetId === 'subnet-1' ? 0 : 1 }) },
      undefined,
    ],
    [
      'the secret does not exist',
      { valueFrom: sm },
      { secret: () => absent() },
      `${getSecret}ResourceNotFoundException: Secrets Manager can't find the specified secret.`,
    ],
    [
      'the secret is marked for deletion',
      { valueFrom: sm },
      { secret: () => secret({ markedForDeletion: true }) },
      `${getSecret}InvalidRequestException: You can't perform this operation on the secret because it was marked for deletion.`,
    ],
    [
      'the stage does not exist',
      { valueFrom: `${sm}::BLUE:` },
      { secret: () => secret({ versionFound: false }) },
      `${getSecret}ResourceNotFoundException: Secrets Manager can't find the specified secret value for staging label: BLUE`,
    ],
    [
      'the version does not exist',
      { valueFrom: `${sm}:::9d4c` },
      { secret: () => secret({ versionFound: false }) },
      `${getSecret}ResourceNotFoundException: Secrets Manager can't find the specified secret value for VersionId: 9d4c`,
    ],
    [
      'the JSON key is missing',
      { valueFrom: `${sm}:uri::` },
      {},
      `${asm}retrieved secret from Secrets Manager did not contain json key uri`,
    ],
    [
      'the secret is plain text',
      { valueFrom: `${sm}:k::` },
      { secret: () => secret({ value: present('password1') }) },
      `${asm}invalid character 'p' looking for beginning of value`,
    ],
    [
      'the secret nearly looks like true',
      { valueFrom: `${sm}:k::` },
      { secret: () => secret({ value: present('tpass') }) },
      `${asm}invalid character 'p' in literal true (expecting 'r')`,
    ],
    [
      'the secret is binary',
      { valueFrom: `${sm}:k::` },
      { secret: () => secret({ value: absent() }) },
      `${asm}unexpected end of JSON input`,
    ],
    [
      'the ARN has one field too many',
      { valueFrom: `${sm}:k` },
      {},
      `${asm.slice(0, asm.indexOf('service call'))}trying to retrieve secret with value ${sm}:k resulted in error: an invalid ARN format for the AWS Secrets Manager secret was specified. Specify a valid ARN and try again.`,
    ],
    [
      'the name has a brace',
      { valueFrom: `${sm}{x}` },
      {},
      `${getSecret.replace(sm, `${sm}{x}`)}api error ValidationException: Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!`,
    ],
    [
      'no parameter exists',
      { valueFrom: '/a' },
      { parameter: () => absent() },
      `${ssm}invalid ssm parameters: /a,/last`,
    ],
    [
      'one parameter is missing and one unknown',
      { valueFrom: '/a:live' },
      { parameter: (_region, _account, name) => (name === '/a' ? absent() : unknownFact('x')) },
      `${ssm}invalid ssm parameters: /a:live`,
    ],
    [
      'the object is missing',
      { envFile },
      { object: () => absent(), mayPerform: () => ({ kind: 'unknown', settledBy: 'x' }) },
      `${head}403${ids}Forbidden: Forbidden`,
    ],
    [
      'the object is missing, and the role may list',
      { envFile },
      { object: () => absent() },
      `${head}404${ids}NotFound: Not Found`,
    ],
    ['the bucket is missing', { envFile }, { bucket: () => absent() }, `${head}404${ids}NotFound: Not Found`],
    [
      'the file is no object’s ARN',
      { envFile: 'arn:aws:s3:::shop-config' },
      {},
      'ResourceInitializationError: failed to download env files: invalid s3 arn: arn:aws:s3:::shop-config',
    ],
    [
      'the file has a very long line',
      { envFile },
      { object: () => present({ text: present('A='.padEnd(70_000, 'x')) }) },
      'ResourceInitializationError: failed to download env files: unable to read environment file: bufio.Scanner: token too long',
    ],
    [
      'the log group is missing',
      {},
      { logGroup: () => absent() },
      `${logger}create stream has been retried 1 times: failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist.`,
    ],
    [
      'the log group is missing on EC2',
      { launchType: 'EC2' },
      { logGroup: () => absent() },
      'CannotStartContainerError: Error response from daemon: failed to initialize logging driver: failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist.',
    ],
    [
      'the log group is to be made',
      { log: { ...options, 'awslogs-create-group': 'true' } },
      { logGroup: () => absent() },
      undefined,
    ],
    [
      'the log region is empty',
      { log: { ...options, 'awslogs-region': '' } },
      {},
      `${logger}unable to get awslogs driver arguments: awslogs-region is required`,
    ],
    [
      'the stream prefix is missing',
      { log: { 'awslogs-group': '/shop', 'awslogs-region': 'eu-west-1' } },
      {},
      `${logger}unable to get awslogs driver arguments: awslogs-stream-prefix is required`,
    ],
    [
      'the image does not exist',
      {},
      { image: () => absent() },
      `${manifest} 7 time(s): failed to resolve ref ${api}: not found`,
    ],
    [
      'the manifest list lacks the platform',
      {},
      { image: () => present({ ...image, platforms: ['linux/arm64'], isIndex: true }) },
      `${manifest} 1 time(s): image Manifest does not contain descriptor matching platform 'linux/amd64'`,
    ],
    [
      'the one image is for another platform',
      {},
      { image: () => present({ ...image, platforms: ['linux/arm64'] }) },
      undefined,
    ],
  ])('%s', (_, task, changes, expected) => {
    expect(firstFailure(task, changes)).toBe(expected)
  })

  const refusals = join(import.meta.dirname, '../../cases/launch/refusals')
  it.each(readdirSync(refusals))('%s', (name) => {
    const given = JSON.parse(readFileSync(join(refusals, name, 'case.json'), 'utf8')) as Refusal
    const changes = given.denied === undefined ? blocked(given.blocked ?? '') : denied(given.denied)
    const printed = `${firstFailure(given.task, changes)}\n`
    const file = join(refusals, name, 'expected.txt')
    if (process.env['UPDATE'] === '1') writeFileSync(file, printed)
    expect(printed).toBe(readFileSync(file, 'utf8'))
  })

  it('asks for the path to the bucket in the bucket’s own region', () => {
    const asked: string[] = []
    firstFailure(
      { envFile },
      {
        bucket: () => present({ region: 'us-east-2' }),
        canReach: (to) => {
          asked.push(to.host)
          return { kind: 'reachable' }
        },
      },
    )
    expect(asked).toContain('s3.us-east-2.amazonaws.com')
    expect(asked).not.toContain('s3.eu-west-1.amazonaws.com')
  })

  it('is unknown, and says by what it would be settled, where nothing is known', () => {
    const nothing = unknownFact('asking the account')
    const world = worldWith({
      role: () => nothing,
      secret: () => nothing,
      parameter: () => nothing,
      bucket: () => nothing,
      object: () => nothing,
      logGroup: () => nothing,
      image: () => nothing,
      subnet: () => nothing,
      mayPerform: () => ({ kind: 'unknown', settledBy: 'evaluating policies' }),
      canReach: () => ({ kind: 'unknown', settledBy: 'evaluating routes' }),
    })
    const steps = launchSteps(request({ valueFrom: sm, envFile })).filter(({ kind }) => kind !== 'container')
    expect(steps.map((step) => evaluateStep(step, world).kind)).toEqual(steps.map(() => 'unknown'))
    expect(
      evaluateStep(
        steps.find(({ kind }) => kind === 'secret')!,
        world,
      ),
    ).toEqual({
      kind: 'unknown',
      settledBy: 'evaluating routes; evaluating policies; asking the account',
    })
  })
})
