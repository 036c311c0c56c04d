import { describe, expect, it } from 'vitest'
import { Store } from '../../../store/store.ts'
import { roles } from '../../../model/iam/tables.ts'
import { checkPolicy } from './check-policy.ts'
import { checkTrustPolicy } from './check-trust-policy.ts'
import { makeServiceLinkedRole } from './make-service-linked-role.ts'
import { randomIds } from '../../../daemon/fresh-ids.ts'

const account = '000000000000'
const policy = (...statements: object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements })
const reads = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }

const malformedPolicies: [what: string, document: string, message: string][] = [
  ['text', 'nothing', 'Syntax errors in policy.'],
  ['a list', '[]', 'Syntax errors in policy.'],
  ['space in front', ` ${policy(reads)}`, 'JSON strings must not have leading spaces'],
  ['no statement', '{"Version":"2012-10-17"}', 'Syntax errors in policy.'],
  ['no statements', policy(), 'Syntax errors in policy.'],
  ['an unknown element', policy({ ...reads, Sied: 'a' }), 'Syntax errors in policy.'],
  ['another effect', policy({ ...reads, Effect: 'Permit' }), 'Syntax errors in policy.'],
  ['an effect in small letters', policy({ ...reads, Effect: 'allow' }), 'The policy failed legacy parsing'],
  [
    'an effect in small letters and no version',
    JSON.stringify({ Statement: { ...reads, Effect: 'deny' } }),
    'Policy document must be version 2012-10-17 or greater.',
  ],
  [
    'an unknown operator',
    policy({ ...reads, Condition: { StringEqual: { a: 'b' } } }),
    'Syntax errors in policy.',
  ],
  ['both Action and NotAction', policy({ ...reads, NotAction: 's3:*' }), 'Syntax errors in policy.'],
  ['an old version', '{"Version":"2008-10-17","Statement":[]}', 'Syntax errors in policy.'],
  [
    'no version',
    JSON.stringify({ Statement: reads }),
    'Policy document must be version 2012-10-17 or greater.',
  ],
  ['a principal', policy({ ...reads, Principal: '*' }), 'Policy document should not specify a principal.'],
  ['no action', policy({ Effect: 'Allow', Resource: '*' }), 'Policy statement must contain actions.'],
  ['no resource', policy({ Effect: 'Allow', Action: 's3:*' }), 'Policy statement must contain resources.'],
  ['an empty resource list', policy({ ...reads, Resource: [] }), 'Policy statement must contain resources.'],
  [
    'an action without service',
    policy({ ...reads, Action: 'GetObject' }),
    'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
  ],
  [
    'two colons',
    policy({ ...reads, Action: 's3:Get:Object' }),
    'Actions/Condition can contain only one colon.',
  ],
  ['a service with a blank', policy({ ...reads, Action: 's 3:Get' }), 'Vendor s 3 is not valid'],
  [
    'a resource that is no ARN',
    policy({ ...reads, Resource: 'bucket' }),
    'Resource bucket must be in ARN format or "*".',
  ],
  [
    'an unknown partition',
    policy({ ...reads, Resource: 'arn:s3:::bucket' }),
    'Partition "s3" is not valid for resource "arn:s3:::bucket:*".',
  ],
  [
    'a bucket with a region',
    policy({ ...reads, Resource: 'arn:aws:s3:us-east-1::bucket' }),
    'Resource arn:aws:s3:us-east-1::bucket can not contain region information.',
  ],
  [
    'a resource without a service',
    policy({ ...reads, Resource: 'arn:aws::::bucket' }),
    'The policy failed legacy parsing',
  ],
  [
    'a resource with a part left out, and no action',
    policy({ Effect: 'Allow', Resource: 'arn:aws:s3::bucket' }),
    'The policy failed legacy parsing',
  ],
  [
    'a wrong resource in one statement and no action in the next',
    policy({ ...reads, Resource: 'bucket' }, { Effect: 'Deny', Resource: '*' }),
    'Policy statement must contain actions.',
  ],
  ...[
    'yesterday',
    '2025-13',
    '2025-06-01T7:00+1',
    '2025-06-01T07:00:00.1234567890Z',
    '9223372036854775808',
  ].map((date): [what: string, document: string, message: string] => [
    `the date ${date}`,
    policy({ ...reads, Condition: { DateLessThan: { 'aws:CurrentTime': date } } }),
    'The policy failed legacy parsing',
  ]),
  [
    'one Sid twice',
    policy({ ...reads, Sid: 'a' }, { ...reads, Sid: 'a' }),
    'Statement IDs (SID) in a single policy must be unique.',
  ],
]

describe('a permissions policy', () => {
  it.each(malformedPolicies)('with %s is malformed', (_what, document, message) => {
    expect(() => checkPolicy(document, 'managed')).toThrow(message)
  })

  it('may be inline and without a version', () => {
    expect(() => checkPolicy(JSON.stringify({ Statement: reads }), 'inline')).not.toThrow()
  })

  it.each([
    reads,
    { ...reads, Sid: 'All', Action: ['*'], Resource: ['arn:aws:s3:::b/*', 'arn:*:ssm:*:*:parameter/a'] },
    { Effect: 'Deny', NotAction: 'iam:*', NotResource: 'arn:aws:iam::*:role/x' },
    {
      ...reads,
      Condition: { 'ForAnyValue:StringLikeIfExists': { 'aws:TagKeys': ['a', 'b'] }, Bool: { 'aws:x': true } },
    },
    { ...reads, Condition: { NoSuchOperator: {}, DateLessThan: { 'aws:CurrentTime': [] } } },
    ...['2025-06-01T07:00:00Z', '2025-06-01t7:00:00.25+09', '2025', '-292275054', '1767225600'].map(
      (date) => ({
        ...reads,
        Condition: { DateGreaterThanEquals: { 'aws:CurrentTime': date } },
      }),
    ),
    { ...reads, Resource: 'arn:aws:bucket' },
  ])('like %j is right', (statement) => {
    expect(() => checkPolicy(policy(statement), 'managed')).not.toThrow()
  })
})

describe('a trust policy', () => {
  const store = new Store()
  store.transact({ account, region: 'us-east-1' }, (tx) => {
    const definition = { service: 'ecs.amazonaws.com', roleName: 'AWSServiceRoleForECS', policyName: 'x' }
    const role = makeServiceLinkedRole({ account, now: 0, fresh: randomIds }, definition)
    tx.put(roles, role.roleName, role)
  })
  const check = (statement: object): void =>
    checkTrustPolicy(
      store.view({ account, region: 'us-east-1' }),
      policy({ Effect: 'Allow', Action: 'sts:AssumeRole', ...statement }),
    )
  const linked = `arn:aws:iam::${account}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS`

  it.each([
    { Service: ['ecs-tasks.amazonaws.com', 'ecs.application-autoscaling.amazonaws.com'] },
    { Service: 'scheduler.amazonaws.com' },
    {
      AWS: [
        account,
        '*',
        linked,
        `arn:aws:iam::${account}:user/developer`,
        'arn:aws:iam::123456789012:role/there',
      ],
    },
    { AWS: `arn:aws:sts::${account}:assumed-role/r/s` },
    { Federated: 'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com' },
    { Federated: 'cognito-identity.amazonaws.com' },
    '*',
  ])('may name %j', (Principal) => {
    expect(() => check({ Principal })).not.toThrow()
  })

  it.each([
    [
      { Principal: { Service: 'ecs-task.amazonaws.com' } },
      'Invalid principal in policy: "SERVICE":"ecs-task.amazonaws.com"',
    ],
    [{ Principal: { Service: 'ecs-tasks' } }, 'Invalid principal in policy: "SERVICE":"ecs-tasks"'],
    [{ Principal: { AWS: '1234' } }, 'Invalid principal in policy: "AWS":"1234"'],
    [
      { Principal: { AWS: `arn:aws:iam::${account}:role/none` } },
      `Invalid principal in policy: "AWS":"arn:aws:iam::${account}:role/none"`,
    ],
    [
      { Principal: { AWS: `arn:aws:iam::${account}:role/AWSServiceRoleForECS` } },
      `Invalid principal in policy: "AWS":"arn:aws:iam::${account}:role/AWSServiceRoleForECS"`,
    ],
    [{ Principal: '*', Resource: '*' }, 'Has prohibited field Resource'],
    [{}, 'Missing required field Principal'],
    [
      { Principal: '*', Action: 's3:GetObject' },
      'AssumeRole policy may only specify STS AssumeRole actions.',
    ],
    [{ Principal: { Servcie: 'ecs.amazonaws.com' } }, 'Syntax errors in policy.'],
  ])('may not be %j', (statement, message) => {
    expect(() => check(statement)).toThrow(message)
  })
})
