import { CreateVpcCommand, DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2'
import {
  DescribeServicesCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
  RunTaskCommand,
} from '@aws-sdk/client-ecs'
import { GetRoleCommand, IAMClient, ListRolesCommand } from '@aws-sdk/client-iam'
import { CloudWatchLogsClient, CreateLogStreamCommand } from '@aws-sdk/client-cloudwatch-logs'
import { HeadObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3'
import { ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  account,
  AccountWithKeys,
  allow,
  deny,
  listClusters,
  parameter,
  parameters,
  readObject,
  readSecret,
  region,
  roleArn,
  s3,
  type Role,
  type Send,
} from '../../test/support/issued-keys.ts'

let home: AccountWithKeys

beforeAll(async () => {
  home = await AccountWithKeys.open()
})

afterAll(async () => {
  await home.door.close()
  expect(home.door.bugs).toEqual([])
})

interface Refusal {
  readonly code: string
  readonly status: number
  /** After `User: arn:aws:sts::…:assumed-role/NAME/one is not authorized to perform: `. */
  readonly denies?: string
  readonly message?: string
}

const because = (action: string): string => `because no identity-based policy allows the ${action} action`
const json = (action: string, resource: string, reason = because(action)): Refusal => ({
  code: 'AccessDeniedException',
  status: 400,
  denies: `${action} on resource: ${resource} ${reason}`,
})

const listObjects =
  (Prefix?: string): Send =>
  (config) =>
    s3(config).send(new ListObjectsV2Command({ Bucket: 'files', Prefix }))

const denials: readonly [what: string, role: Role, send: Send, refusal: () => Refusal][] = [
  ['a role without policies, in JSON', {}, listClusters, () => json('ecs:ListClusters', '*')],
  [
    'a role without policies, in the query protocol',
    {},
    (config) => new IAMClient(config).send(new GetRoleCommand({ RoleName: 'worker1' })),
    () => ({
      code: 'AccessDenied',
      status: 403,
      denies: `iam:GetRole on resource: role worker1 ${because('iam:GetRole')}`,
    }),
  ],
  [
    'a listing of IAM, by its path',
    {},
    (config) => new IAMClient(config).send(new ListRolesCommand({})),
    () => ({
      code: 'AccessDenied',
      status: 403,
      denies: `iam:ListRoles on resource: arn:aws:iam::${account}:role/ ${because('iam:ListRoles')}`,
    }),
  ],
  [
    'EC2, which names no resource where there is none',
    {},
    (config) => new EC2Client(config).send(new DescribeVpcsCommand({})),
    () => ({
      code: 'UnauthorizedOperation',
      status: 403,
      message: 'You are not authorized to perform this operation. User: ',
      denies: `ec2:DescribeVpcs ${because('ec2:DescribeVpcs')}`,
    }),
  ],
  [
    'EC2, which names what is to be made',
    {},
    (config) => new EC2Client(config).send(new CreateVpcCommand({ CidrBlock: '10.9.0.0/16' })),
    () => ({
      code: 'UnauthorizedOperation',
      status: 403,
      message: 'You are not authorized to perform this operation. User: ',
      denies: `ec2:CreateVpc on resource: arn:aws:ec2:${region}:${account}:vpc/* ${because('ec2:CreateVpc')}`,
    }),
  ],
  [
    'S3, whose resource stands in quotes',
    {},
    readObject('a.env'),
    () => ({
      code: 'AccessDenied',
      status: 403,
      denies: `s3:GetObject on resource: "arn:aws:s3:::files/a.env" ${because('s3:GetObject')}`,
    }),
  ],
  [
    'an object that is not there, to one who may not list',
    { allow: allow('s3:GetObject') },
    readObject('none.env'),
    () => ({
      code: 'AccessDenied',
      status: 403,
      denies: `s3:ListBucket on resource: "arn:aws:s3:::files" ${because('s3:ListBucket')}`,
    }),
  ],
  [
    'a HEAD, without a text',
    {},
    (config) => s3(config).send(new HeadObjectCommand({ Bucket: 'files', Key: 'a.env' })),
    () => ({ code: 'Unknown', status: 403 }),
  ],
  [
    'a listing under another prefix',
    { allow: allow('s3:ListBucket', '*', { Condition: { StringLike: { 's3:prefix': 'home/*' } } }) },
    listObjects('work/'),
    () => ({
      code: 'AccessDenied',
      status: 403,
      denies: `s3:ListBucket on resource: "arn:aws:s3:::files" ${because('s3:ListBucket')}`,
    }),
  ],
  [
    'a listing without any prefix',
    { allow: allow('s3:ListBucket', '*', { Condition: { StringLike: { 's3:prefix': 'home/*' } } }) },
    listObjects(),
    () => ({
      code: 'AccessDenied',
      status: 403,
      denies: `s3:ListBucket on resource: "arn:aws:s3:::files" ${because('s3:ListBucket')}`,
    }),
  ],
  [
    'the first parameter of several that is not allowed',
    { allow: allow('ssm:GetParameters', parameter('shop/*')) },
    parameters('/shop/a', '/other/c', '/shop/b'),
    () => json('ssm:GetParameters', parameter('other/c')),
  ],
  [
    'the typo of an action',
    { allow: allow('ssm:GetParametes') },
    parameters('/shop/a'),
    () => json('ssm:GetParameters', parameter('shop/a')),
  ],
  [
    'an explicit denial',
    { allow: [allow('*'), deny('ecs:List*')] },
    listClusters,
    () => json('ecs:ListClusters', '*', 'with an explicit deny in an identity-based policy'),
  ],
  [
    'what the boundary leaves out',
    { allow: allow('*'), boundary: allow('s3:*') },
    listClusters,
    () => json('ecs:ListClusters', '*', 'because no permissions boundary allows the ecs:ListClusters action'),
  ],
  [
    'what the session policy leaves out',
    { allow: allow('*'), session: allow('s3:*') },
    listClusters,
    () => json('ecs:ListClusters', '*', 'because no session policy allows the ecs:ListClusters action'),
  ],
  [
    'another cluster',
    {
      allow: allow('ecs:*', '*', {
        Condition: { ArnEquals: { 'ecs:cluster': `arn:aws:ecs:${region}:${account}:cluster/shop` } },
      }),
    },
    (config) =>
      new ECSClient(config).send(new DescribeServicesCommand({ cluster: 'other', services: ['web'] })),
    () => json('ecs:DescribeServices', `arn:aws:ecs:${region}:${account}:service/other/web`),
  ],
  [
    'another region',
    { allow: allow('ecs:*', '*', { Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } } }) },
    listClusters,
    () => json('ecs:ListClusters', '*'),
  ],
  [
    'a log stream, of a policy on the group alone',
    { allow: allow('logs:*', `arn:aws:logs:${region}:${account}:log-group:/ecs/shop`) },
    (config) =>
      new CloudWatchLogsClient(config).send(
        new CreateLogStreamCommand({ logGroupName: '/ecs/shop', logStreamName: 'a/b' }),
      ),
    () =>
      json('logs:CreateLogStream', `arn:aws:logs:${region}:${account}:log-group:/ecs/shop:log-stream:a/b`),
  ],
  [
    'a secret, named as it was asked for',
    {},
    readSecret,
    () => json('secretsmanager:GetSecretValue', 'shop/db'),
  ],
  [
    'a listing of secrets, without a resource',
    {},
    (config) => new SecretsManagerClient(config).send(new ListSecretsCommand({})),
    () => ({
      code: 'AccessDeniedException',
      status: 400,
      denies: `secretsmanager:ListSecrets ${because('secretsmanager:ListSecrets')}`,
    }),
  ],
  [
    'a secret whose ARN the policy gives without its random characters',
    {
      allow: allow(
        'secretsmanager:GetSecretValue',
        `arn:aws:secretsmanager:${region}:${account}:secret:shop/db`,
      ),
    },
    readSecret,
    () => json('secretsmanager:GetSecretValue', 'shop/db'),
  ],
  [
    'a secret under a key that is not allowed',
    { allow: allow('secretsmanager:*') },
    readSecret,
    () => ({ code: 'AccessDeniedException', status: 400, message: 'Access to KMS is not allowed' }),
  ],
  [
    'a SecureString under a key that is not allowed',
    { allow: allow('ssm:*') },
    parameters('/shop/key'),
    () => json('kms:Decrypt', home.keyArn),
  ],
  [
    'what has not the tag that the policy wants',
    {
      allow: allow(['secretsmanager:*', 'kms:*'], '*', {
        Condition: { StringEquals: { 'secretsmanager:ResourceTag/team': 'shop' } },
      }),
    },
    readSecret,
    () => json('secretsmanager:GetSecretValue', 'shop/db'),
  ],
  [
    'a session without a second factor',
    {
      allow: [
        allow('ecs:*'),
        { ...deny('*'), Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } },
      ],
    },
    listClusters,
    () => json('ecs:ListClusters', '*', 'with an explicit deny in an identity-based policy'),
  ],
  [
    'a key that is allowed for another service',
    {
      allow: [
        allow('ssm:*'),
        allow('kms:Decrypt', '*', {
          Condition: { StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com` } },
        }),
      ],
    },
    parameters('/shop/key'),
    () => json('kms:Decrypt', home.keyArn),
  ],
  [
    'a task whose role may not be passed',
    { allow: [allow('ecs:*'), allow('iam:PassRole', roleArn('execution'))] },
    (config) =>
      new ECSClient(config).send(
        new RegisterTaskDefinitionCommand({
          family: 'web',
          executionRoleArn: roleArn('execution'),
          taskRoleArn: roleArn('task'),
          containerDefinitions: [{ name: 'web', image: 'web' }],
        }),
      ),
    () => json('iam:PassRole', roleArn('task')),
  ],
  [
    'a role that may be passed to another service',
    {
      allow: [
        allow('ecs:*'),
        allow('iam:PassRole', '*', {
          Condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } },
        }),
      ],
    },
    (config) =>
      new ECSClient(config).send(
        new RegisterTaskDefinitionCommand({
          family: 'web',
          taskRoleArn: 'task',
          containerDefinitions: [{ name: 'web', image: 'web' }],
        }),
      ),
    () => json('iam:PassRole', roleArn('task')),
  ],
  [
    'a role of an override',
    { allow: [allow('ecs:*'), allow('iam:PassRole', roleArn('task'))] },
    async (config) => {
      await home.call('ecs', 'RegisterTaskDefinition', {
        family: 'job',
        taskRoleArn: roleArn('task'),
        containerDefinitions: [{ name: 'job', image: 'job', memory: 128 }],
      })
      const overrides = { executionRoleArn: roleArn('other') }
      return await new ECSClient(config).send(new RunTaskCommand({ taskDefinition: 'job', overrides }))
    },
    () => json('iam:PassRole', roleArn('other')),
  ],
]

describe('a key issued here is refused', () => {
  it.each(denials)('%s', async (_what, role, send, refusal) => {
    const session = await home.roleSession(role)
    const { code, status, denies, message = '' } = refusal()
    const user = `User: arn:aws:sts::${account}:assumed-role/${session.name}/one is not authorized to perform: `
    const text = denies === undefined ? message : `${message.replace(/User: $/, '')}${user}${denies}`
    await expect(send(session)).rejects.toMatchObject({
      name: code,
      $metadata: { httpStatusCode: status },
      ...(text !== '' && { message: text }),
    })
  })

  it('an upload, before its bytes are kept', async () => {
    const before = home.bodiesKept()
    const session = await home.roleSession({})
    const upload = new PutObjectCommand({ Bucket: 'files', Key: 'b', Body: 'x'.repeat(100_000) })
    await expect(s3(session).send(upload)).rejects.toMatchObject({ name: 'AccessDenied' })
    expect(home.bodiesKept()).toBe(before)
  })
})
