import { describe, expect, it } from 'vitest'
import { loadActionCatalogue } from '../iam/action-catalogue.ts'
import { denialText } from '../iam/denial-text.ts'
import type { FoundPolicy, PolicyHolderFact, PolicyWorld, ResourceFact } from '../model/iam/policy-world.ts'
import { absent, present, unknownFact, type Fact } from '../model/launch/fact.ts'
import type { AccessAnswer, AccessRequest } from '../model/launch/world.ts'
import { judgeAccess } from './judge-access.ts'

const account = '471112983866'
const region = 'ap-northeast-2'
const roleArn = `arn:aws:iam::${account}:role/ecsTaskExecutionRole`
const otherRoleArn = `arn:aws:iam::${account}:role/notification-task-role`
const taskId = '0123456789abcdef0123456789abcdef'
const sender = `arn:aws:ssm:${region}:${account}:parameter/JobSyncHub/email/AWS_SES_SENDER`
const keyArn = `arn:aws:kms:${region}:${account}:key/01234567-89ab-cdef-0123-456789abcdef`
const object = 'arn:aws:s3:::settings/shop.env'
const principal = `arn:aws:sts::${account}:assumed-role/ecsTaskExecutionRole/${taskId}`

const allow = (Action: string | string[], Resource = '*', Condition?: object): object => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...(Condition && { Condition }),
})
const policy = (name: string, ...Statement: object[]): FoundPolicy => ({
  name,
  document: { Version: '2012-10-17', Statement },
  source: `template.yaml:${name}`,
})

/** A world in which only this is known. */
interface Known {
  readonly execution?: readonly FoundPolicy[]
  readonly task?: readonly FoundPolicy[]
  readonly more?: Partial<PolicyHolderFact>
  readonly resources?: Readonly<Record<string, Fact<ResourceFact>>>
  readonly controls?: readonly (readonly FoundPolicy[])[]
}

function worldOf({ execution = [], task = [], more, resources = {}, controls }: Known): PolicyWorld {
  return {
    role(arn) {
      if (arn === roleArn) return present({ id: 'AROAEXAMPLE', policies: execution, tags: {}, ...more })
      return arn === otherRoleArn ? present({ policies: task }) : unknownFact(`reading the role ${arn}`)
    },
    user: () => absent(),
    managedPolicy: () => absent(),
    resource: (arn) => resources[arn] ?? absent(),
    serviceControlPolicies: () => (controls ? present(controls) : absent()),
  }
}

const base: AccessRequest = {
  actor: 'execution-role',
  roleArn,
  otherRoleArn,
  taskId,
  action: 'ssm:GetParameters',
  resource: sender,
}
const judge = (known: Known, request: Partial<AccessRequest> = {}): AccessAnswer =>
  judgeAccess({ ...base, ...request }, worldOf(known), { now: 0 })

function denied(answer: AccessAnswer): Extract<AccessAnswer, { kind: 'denied' }> {
  if (answer.kind !== 'denied') throw new Error(`it is ${answer.kind}`)
  return answer
}

const reading = policy('read', allow('ssm:GetParameters'))
const nowhere = { vpcId: 'vpc-1', vpcEndpointId: 'vpce-1' }
const decrypting = {
  action: 'kms:Decrypt',
  resource: keyArn,
  context: {
    'kms:ViaService': `ssm.${region}.amazonaws.com`,
    'kms:EncryptionContext:PARAMETER_ARN': sender,
  },
}
const through = (service: string): object => ({
  StringEquals: { 'kms:ViaService': `${service}.${region}.amazonaws.com` },
})
const keyPolicy = (...Statement: object[]): Record<string, Fact<ResourceFact>> => ({
  [keyArn]: present({ policy: policy('key', ...Statement), tags: {} }),
})
const account_ = { Principal: { AWS: `arn:aws:iam::${account}:root` } }
const delegated = keyPolicy({ ...allow('kms:*'), ...account_ })

describe('a permission of a launch', () => {
  it.each<[what: string, known: Known, request: Partial<AccessRequest>, expected: string]>([
    ['nobody needs', {}, { actor: 'none' }, 'allowed'],
    ['the role has', { execution: [reading] }, {}, 'allowed'],
    ['no policy gives', {}, {}, 'because no identity-based policy allows the ssm:GetParameters action'],
    [
      'a policy denies',
      { execution: [reading, policy('no', { Effect: 'Deny', Action: 'ssm:*', Resource: '*' })] },
      {},
      'with an explicit deny in an identity-based policy',
    ],
    [
      'the boundary leaves out',
      { execution: [reading], more: { permissionsBoundary: policy('limit', allow('s3:*')) } },
      {},
      'because no permissions boundary allows the ssm:GetParameters action',
    ],
    [
      'the organization leaves out',
      { execution: [reading], controls: [[policy('scp', allow('s3:*'))]] },
      {},
      'because no service control policy allows the ssm:GetParameters action',
    ],
    [
      'the endpoint leaves out',
      { execution: [reading] },
      {
        via: {
          ...nowhere,
          policyDocument: JSON.stringify({ Version: '2012-10-17', Statement: allow('ecr:*') }),
        },
      },
      'because no VPC endpoint policy allows the ssm:GetParameters action',
    ],
    [
      'an endpoint may leave out whose policy was not read',
      { execution: [reading] },
      { via: nowhere },
      'unknown: reading the policy of vpce-1',
    ],
    [
      'a policy may give that was not read',
      { execution: [{ name: 'Managed', settledBy: 'reading Managed' }] },
      {},
      'unknown: reading Managed',
    ],
    [
      'a role may have that was not read',
      {},
      { roleArn: 'arn:aws:iam::1:role/x' },
      'unknown: reading the role arn:aws:iam::1:role/x',
    ],
    [
      'whoever starts the task has',
      {},
      { actor: 'caller', roleArn: undefined },
      'unknown: whether the one who starts the task may ssm:GetParameters',
    ],
    [
      'depends on an address',
      {
        execution: [
          policy('office', allow('ssm:*', '*', { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } })),
        ],
      },
      {},
      'unknown: the public address that the task calls from',
    ],
    [
      'depends on the region',
      {
        execution: [policy('near', allow('ssm:*', '*', { StringEquals: { 'aws:RequestedRegion': region } }))],
      },
      {},
      'allowed',
    ],
    [
      'depends on the endpoint',
      {
        execution: [policy('inside', allow('ssm:*', '*', { StringEquals: { 'aws:SourceVpce': 'vpce-2' } }))],
      },
      {},
      'because no identity-based policy allows the ssm:GetParameters action',
    ],
    [
      'a policy of the group gives for making it',
      {
        execution: [
          policy(
            'logs',
            allow('logs:CreateLogGroup', `arn:aws:logs:${region}:${account}:log-group:/ecs/a:*`),
          ),
        ],
      },
      { action: 'logs:CreateLogGroup', resource: `arn:aws:logs:${region}:${account}:log-group:/ecs/a` },
      'allowed',
    ],
    [
      'the key leaves to the account, and the role has',
      { execution: [policy('kms', allow('kms:Decrypt'))], resources: delegated },
      decrypting,
      'allowed',
    ],
    [
      'the key leaves to the account, and the role has not',
      { resources: delegated },
      decrypting,
      'because no identity-based policy allows the kms:Decrypt action',
    ],
    [
      'the role has, and the key names somebody else',
      {
        execution: [policy('kms', allow('kms:Decrypt'))],
        resources: keyPolicy({ ...allow('kms:*'), Principal: { AWS: otherRoleArn } }),
      },
      decrypting,
      'because no resource-based policy allows the kms:Decrypt action',
    ],
    [
      'a grant gives for this parameter',
      {
        resources: {
          [keyArn]: present({
            policy: policy('key', { ...allow('kms:*'), ...account_ }),
            tags: {},
            grants: [
              {
                grantId: 'g',
                granteePrincipal: roleArn,
                operations: ['Decrypt'],
                constraints: { EncryptionContextEquals: { PARAMETER_ARN: sender } },
              },
            ],
          }),
        },
      },
      decrypting,
      'allowed',
    ],
    [
      'is for another service',
      {
        execution: [policy('kms', allow('kms:Decrypt', '*', through('secretsmanager')))],
        resources: delegated,
      },
      decrypting,
      'because no identity-based policy allows the kms:Decrypt action',
    ],
    [
      'is for this service',
      { execution: [policy('kms', allow('kms:Decrypt', '*', through('ssm')))], resources: delegated },
      decrypting,
      'allowed',
    ],
    [
      'does not pass the endpoint of the service that asks KMS',
      { execution: [policy('kms', allow('kms:Decrypt'))], resources: delegated },
      { ...decrypting, via: nowhere },
      'allowed',
    ],
    [
      'nothing gives, on a bucket whose policy was not read',
      { resources: { [object]: unknownFact('GetBucketPolicy') } },
      { action: 's3:GetObject', resource: object },
      'because no identity-based policy allows the s3:GetObject action',
    ],
    [
      'the role has, on a bucket whose policy was not read and may deny it',
      {
        execution: [policy('s3', allow('s3:GetObject'))],
        resources: { [object]: unknownFact('GetBucketPolicy') },
      },
      { action: 's3:GetObject', resource: object },
      'unknown: GetBucketPolicy',
    ],
    [
      'may be passed to ECS tasks',
      {
        execution: [
          policy(
            'pass',
            allow('iam:PassRole', '*', {
              StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' },
            }),
          ),
        ],
      },
      { action: 'iam:PassRole', resource: otherRoleArn },
      'allowed',
    ],
    [
      'may be passed to another service alone',
      {
        execution: [
          policy(
            'pass',
            allow('iam:PassRole', '*', { StringEquals: { 'iam:PassedToService': 'ecs.amazonaws.com' } }),
          ),
        ],
      },
      { action: 'iam:PassRole', resource: otherRoleArn },
      'because no identity-based policy allows the iam:PassRole action',
    ],
    [
      'is for a key that was not read',
      {
        execution: [policy('kms', allow('kms:Decrypt'))],
        resources: { [keyArn]: unknownFact('GetKeyPolicy') },
      },
      decrypting,
      'unknown: GetKeyPolicy',
    ],
  ])('that %s', (_what, known, request, expected) => {
    const answer = judge(known, request)
    const told = {
      allowed: () => 'allowed',
      denied: () => denied(answer).reason,
      unknown: () => `unknown: ${(answer as { settledBy: string }).settledBy}`,
    }
    expect(told[answer.kind]()).toBe(expected)
  })

  it('is denied in AWS’s words', () => {
    const { verdict: _verdict, ...answer } = denied(judge({}))
    const asked = {
      principal: { kind: 'role-session', account, arn: answer.principal, roleArn } as const,
      action: 'ssm:GetParameters',
      resource: sender,
      keys: { given: new Map(), open: [] },
    }
    expect(denialText(asked, answer.reason)).toBe(
      `User: ${principal} is not authorized to perform: ssm:GetParameters on resource: ${sender} because no identity-based policy allows the ssm:GetParameters action`,
    )
  })

  it('says which statements allow it, and where they stand', () => {
    expect(judge({ execution: [reading] })).toEqual({
      kind: 'allowed',
      evidence: [
        {
          fact: `identity-based policy read, statement 1, allows ssm:GetParameters on ${sender}`,
          source: 'template.yaml:read',
        },
      ],
    })
  })

  it('says which statements come near, and why they do not apply', () => {
    const near = policy(
      'near',
      allow('ssm:GetParameters', `arn:aws:ssm:${region}:${account}:parameter/9900/*`),
    )
    expect(denied(judge({ execution: [near] })).evidence).toEqual([
      { fact: `no identity-based policy of ${roleArn} allows ssm:GetParameters on ${sender}` },
      {
        fact: `identity-based policy near, statement 1, does not apply: its Resource is arn:aws:ssm:${region}:${account}:parameter/9900/*, not ${sender}`,
        source: 'template.yaml:near',
      },
    ])
  })
})

describe('what nearly allows it', () => {
  it('is the same permission on the other role of the task', () => {
    const [miss] = denied(judge({ task: [reading] })).nearMisses?.() ?? []
    expect(miss).toMatchObject({ kind: 'other-holder', holder: 'task role', roleArn: otherRoleArn })
    const back = judgeAccess(
      { ...base, actor: 'task-role', roleArn: otherRoleArn, otherRoleArn: roleArn },
      worldOf({ execution: [reading] }),
    )
    expect(denied(back).nearMisses?.()[0]).toMatchObject({ holder: 'task execution role', roleArn })
  })

  it('is a pattern that misses', () => {
    const near = policy(
      'near',
      allow('ssm:GetParameters', `arn:aws:ssm:${region}:${account}:parameter/9900/*`),
    )
    expect(denied(judge({ execution: [near] })).nearMisses?.()).toMatchObject([
      { kind: 'resource', pattern: `arn:aws:ssm:${region}:${account}:parameter/9900/*`, given: sender },
    ])
  })

  it('is a typo, where the actions of AWS are at hand', async () => {
    const catalogue = await loadActionCatalogue(['ssm'])
    const typo = worldOf({ execution: [policy('typo', allow('ssm:GetParametes'))] })
    expect(denied(judgeAccess(base, typo, { catalogue })).nearMisses?.()).toMatchObject([
      { kind: 'misspelt-action', written: 'ssm:GetParametes', meant: 'ssm:GetParameters' },
    ])
    expect(denied(judgeAccess(base, typo)).nearMisses?.()).toEqual([])
  })
})
