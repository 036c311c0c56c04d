import { ECRClient, GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr'
import { ECSClient, ListClustersCommand, RegisterTaskDefinitionCommand } from '@aws-sdk/client-ecs'
import { GetUserCommand, IAMClient } from '@aws-sdk/client-iam'
import { DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms'
import { CloudWatchLogsClient, CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs'
import { PutObjectCommand } from '@aws-sdk/client-s3'
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  account,
  AccountWithKeys,
  allow,
  deny,
  document,
  listClusters,
  parameter,
  parameters,
  readObject,
  readSecret,
  region,
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

const allowed: readonly [what: string, role: Role, send: Send][] = [
  [
    'who it is, whatever is denied',
    { allow: deny('*') },
    (config) => new STSClient(config).send(new GetCallerIdentityCommand({})),
  ],
  [
    'a token of the registry',
    { managed: 'arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy' },
    (config) => new ECRClient(config).send(new GetAuthorizationTokenCommand({})),
  ],
  [
    'parameters that a pattern covers',
    { allow: allow('ssm:GetParameters', parameter('shop/*')) },
    parameters('/shop/a', '/shop/b'),
  ],
  [
    'a parameter named by its ARN',
    { allow: allow('ssm:GetParameter', parameter('shop/a')) },
    (config) => new SSMClient(config).send(new GetParameterCommand({ Name: parameter('shop/a') })),
  ],
  [
    'a SecureString with its key',
    {
      allow: [
        allow('ssm:*'),
        allow('kms:Decrypt', '*', {
          Condition: {
            StringEquals: {
              'kms:ViaService': `ssm.${region}.amazonaws.com`,
              'kms:EncryptionContext:PARAMETER_ARN': parameter('shop/key'),
            },
          },
        }),
      ],
    },
    parameters('/shop/key'),
  ],
  ['a secret with its key', { allow: allow(['secretsmanager:GetSecretValue', 'kms:Decrypt']) }, readSecret],
  ['an object', { allow: allow('s3:GetObject', 'arn:aws:s3:::files/*') }, readObject('a.env')],
  [
    'an upload',
    { allow: allow('s3:PutObject', 'arn:aws:s3:::files/*') },
    (config) => s3(config).send(new PutObjectCommand({ Bucket: 'files', Key: 'c', Body: 'x' })),
  ],
  [
    'a log group of a policy that ends in :*',
    { allow: allow('logs:CreateLogGroup', `arn:aws:logs:${region}:${account}:log-group:/ecs/new:*`) },
    (config) =>
      new CloudWatchLogsClient(config).send(new CreateLogGroupCommand({ logGroupName: '/ecs/new' })),
  ],
  [
    'the own encryption context',
    { allow: allow('kms:*', '*', { Condition: { StringEquals: { 'kms:EncryptionContext:app': 'shop' } } }) },
    async (config) => {
      const kms = new KMSClient(config)
      const EncryptionContext = { app: 'shop' }
      const { CiphertextBlob } = await kms.send(
        new EncryptCommand({ KeyId: home.keyArn, Plaintext: Buffer.from('x'), EncryptionContext }),
      )
      return await kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext }))
    },
  ],
  [
    'a task definition with a role that it may pass, whatever the role trusts',
    {
      allow: [
        allow('ecs:*'),
        allow('iam:PassRole', `arn:aws:iam::${account}:role/task-*`, {
          Condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
        }),
      ],
    },
    async (config) => {
      const trust = {
        Effect: 'Allow',
        Principal: { Service: 'ecs-tasks.amazonaws.com' },
        Action: 'sts:AssumeRole',
      }
      const role = { RoleName: 'task-web', AssumeRolePolicyDocument: document(trust) }
      await home.call('iam', 'CreateRole', role)
      return await new ECSClient(config).send(
        new RegisterTaskDefinitionCommand({
          family: 'web',
          taskRoleArn: 'task-web',
          containerDefinitions: [{ name: 'web', image: 'web', memory: 128 }],
        }),
      )
    },
  ],
]

describe('a key issued here may', () => {
  it.each(allowed)('have %s', async (_what, role, send) => {
    await expect(send(await home.roleSession(role))).resolves.toBeDefined()
  })

  it('learn that an object is not there where it may list', async () => {
    const session = await home.roleSession({ allow: allow(['s3:GetObject', 's3:ListBucket']) })
    await expect(readObject('none.env')(session)).rejects.toMatchObject({ name: 'NoSuchKey' })
  })

  it('do as a user what the user may', async () => {
    await home.call('iam', 'CreateUser', { UserName: 'ann' })
    const PolicyDocument = document(allow('iam:GetUser', `arn:aws:iam::${account}:user/\${aws:username}`))
    await home.call('iam', 'PutUserPolicy', { UserName: 'ann', PolicyName: 'self', PolicyDocument })
    const { AccessKey } = (await home.call('iam', 'CreateAccessKey', { UserName: 'ann' })) as {
      AccessKey: { AccessKeyId: string; SecretAccessKey: string }
    }
    const ann = home.config({
      accessKeyId: AccessKey.AccessKeyId,
      secretAccessKey: AccessKey.SecretAccessKey,
    })
    const { User } = await new IAMClient(ann).send(new GetUserCommand({}))
    expect(User?.UserName).toBe('ann')
    await expect(listClusters(ann)).rejects.toThrow(
      `User: arn:aws:iam::${account}:user/ann is not authorized`,
    )
  })
})

describe('what is not known', () => {
  async function headerOf(role: Role): Promise<string | undefined> {
    const client = new ECSClient(await home.roleSession(role))
    let header: string | undefined
    client.middlewareStack.add(
      (next) => async (args) => {
        const answer = await next(args)
        header = (answer.response as { headers: Record<string, string> }).headers['x-seatrial-access']
        return answer
      },
      { step: 'deserialize', priority: 'high' },
    )
    await client.send(new ListClustersCommand({}))
    return header
  }

  it('does not refuse, and is said', async () => {
    const Condition = { StringEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' } }
    expect(await headerOf({ allow: allow('ecs:*', '*', { Condition }) })).toBe(
      'unknown; settled by the organization of the account',
    )
  })

  it('is not said where all is known', async () => {
    expect(await headerOf({ allow: allow('ecs:*') })).toBeUndefined()
  })
})
