import { existsSync, readdirSync } from 'node:fs'
import { CreateVpcCommand, DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2'
import { ECRClient, GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr'
import {
  DescribeServicesCommand,
  ECSClient,
  ListClustersCommand,
  RegisterTaskDefinitionCommand,
  RunTaskCommand,
} from '@aws-sdk/client-ecs'
import { GetRoleCommand, GetUserCommand, IAMClient, ListRolesCommand } from '@aws-sdk/client-iam'
import { DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms'
import { CloudWatchLogsClient, CreateLogGroupCommand, CreateLogStreamCommand } from '@aws-sdk/client-cloudwatch-logs'
import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { GetSecretValueCommand, ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { GetParameterCommand, GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openFrontDoor, type OpenDoor } from '../../test/support/front-door.ts'

const account = '000000000000'
const region = 'us-east-1'
const roleArn = (name: string): string => `arn:aws:iam::${account}:role/${name}`
const parameter = (name: string): string => `arn:aws:ssm:${region}:${account}:parameter/${name}`

let door: OpenDoor
let keyArn: string
let secretArn: string
/** Bytes kept for uploads before any test. */
let bodies = 0

const call = async (service: string, operation: string, input: object): Promise<unknown> =>
  await door.door.invoke(service, operation, input, { account, region })

function bodiesKept(): number {
  return existsSync(door.objectsFolder) ? readdirSync(door.objectsFolder, { recursive: true }).length : 0
}

beforeAll(async () => {
  door = await openFrontDoor()
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'kms:*', Resource: '*' },
    ],
  })
  const { KeyMetadata } = (await call('kms', 'CreateKey', { Policy })) as { KeyMetadata: { Arn: string } }
  keyArn = KeyMetadata.Arn
  const secret = { Name: 'shop/db', SecretString: 'word', KmsKeyId: keyArn }
  secretArn = ((await call('secretsmanager', 'CreateSecret', secret)) as { ARN: string }).ARN
  for (const Name of ['/shop/a', '/shop/b', '/other/c'])
    await call('ssm', 'PutParameter', { Name, Value: 'x', Type: 'String' })
  await call('ssm', 'PutParameter', { Name: '/shop/key', Value: 'x', Type: 'SecureString', KeyId: keyArn })
  await call('s3', 'CreateBucket', { Bucket: 'files' })
  await call('s3', 'PutObject', { Bucket: 'files', Key: 'a.env', Body: 'A=1' })
  bodies = bodiesKept()
})

afterAll(async () => {
  await door.close()
  expect(door.bugs).toEqual([])
})

interface Role {
  readonly allow?: object | readonly object[]
  readonly boundary?: object
  readonly session?: object
  readonly managed?: string
}

interface Config {
  readonly endpoint: string
  readonly region: string
  readonly maxAttempts: number
  readonly credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }
}

const document = (statement: object): string => JSON.stringify({ Version: '2012-10-17', Statement: statement })
const allow = (Action: string | string[], Resource: string | string[] = '*', more = {}): object => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
})
const deny = (Action: string): object => ({ Effect: 'Deny', Action, Resource: '*' })

let made = 0

/** The configuration of clients that call as a session `one` of a new role named so. */
async function roleSession({ allow: statement, boundary, session, managed }: Role): Promise<Config & { name: string }> {
  made += 1
  const name = `worker${made}`
  const trust = { Effect: 'Allow', Principal: { AWS: account }, Action: 'sts:AssumeRole' }
  const PermissionsBoundary = boundary && (await managedPolicy(`boundary${made}`, boundary))
  await call('iam', 'CreateRole', {
    RoleName: name,
    AssumeRolePolicyDocument: document(trust),
    ...(PermissionsBoundary !== undefined && { PermissionsBoundary }),
  })
  if (statement) {
    const PolicyDocument = document(statement)
    await call('iam', 'PutRolePolicy', { RoleName: name, PolicyName: 'own', PolicyDocument })
  }
  if (managed !== undefined) await call('iam', 'AttachRolePolicy', { RoleName: name, PolicyArn: managed })
  const { Credentials } = (await call('sts', 'AssumeRole', {
    RoleArn: roleArn(name),
    RoleSessionName: 'one',
    ...(session && { Policy: document(session) }),
  })) as { Credentials: { AccessKeyId: string; SecretAccessKey: string; SessionToken: string } }
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken } = Credentials
  return { name, ...config({ accessKeyId, secretAccessKey, sessionToken }) }
}

const config = (credentials: Config['credentials']): Config => ({
  endpoint: door.url,
  region,
  maxAttempts: 1,
  credentials,
})

async function managedPolicy(PolicyName: string, statement: object): Promise<string> {
  const { Policy } = (await call('iam', 'CreatePolicy', { PolicyName, PolicyDocument: document(statement) })) as {
    Policy: { Arn: string }
  }
  return Policy.Arn
}

type Send = (config: Config) => Promise<unknown>
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

const s3 = (config: Config): S3Client => new S3Client({ ...config, forcePathStyle: true })
const parameters = (...Names: string[]): Send => (config) =>
  new SSMClient(config).send(new GetParametersCommand({ Names, WithDecryption: true }))
const listClusters: Send = (config) => new ECSClient(config).send(new ListClustersCommand({}))
const readObject =
  (Key: string): Send =>
  (config) =>
    s3(config).send(new GetObjectCommand({ Bucket: 'files', Key }))
const listObjects =
  (Prefix?: string): Send =>
  (config) =>
    s3(config).send(new ListObjectsV2Command({ Bucket: 'files', Prefix }))
const readSecret: Send = (config) =>
  new SecretsManagerClient(config).send(new GetSecretValueCommand({ SecretId: 'shop/db' }))

const denials: readonly [what: string, role: Role, send: Send, refusal: () => Refusal][] = [
  ['a role without policies, in JSON', {}, listClusters, () => json('ecs:ListClusters', '*')],
  [
    'a role without policies, in the query protocol',
    {},
    (config) => new IAMClient(config).send(new GetRoleCommand({ RoleName: 'worker1' })),
    () => ({ code: 'AccessDenied', status: 403, denies: `iam:GetRole on resource: role worker1 ${because('iam:GetRole')}` }),
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
    () => ({ code: '403', status: 403 }),
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
    { allow: allow('ecs:*', '*', { Condition: { ArnEquals: { 'ecs:cluster': `arn:aws:ecs:${region}:${account}:cluster/shop` } } }) },
    (config) => new ECSClient(config).send(new DescribeServicesCommand({ cluster: 'other', services: ['web'] })),
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
    { allow: allow('secretsmanager:GetSecretValue', `arn:aws:secretsmanager:${region}:${account}:secret:shop/db`) },
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
    () => json('kms:Decrypt', keyArn),
  ],
  [
    'a key that is allowed for another service',
    { allow: [allow('ssm:*'), allow('kms:Decrypt', '*', { Condition: { StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com` } } })] },
    parameters('/shop/key'),
    () => json('kms:Decrypt', keyArn),
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
    { allow: [allow('ecs:*'), allow('iam:PassRole', '*', { Condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } } })] },
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
      await call('ecs', 'RegisterTaskDefinition', {
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
    const session = await roleSession(role)
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
    const session = await roleSession({})
    const upload = new PutObjectCommand({ Bucket: 'files', Key: 'b', Body: 'x'.repeat(100_000) })
    await expect(s3(session).send(upload)).rejects.toMatchObject({ name: 'AccessDenied' })
    expect(bodiesKept()).toBe(bodies)
  })
})

const allowed: readonly [what: string, role: Role, send: Send][] = [
  ['who it is, whatever is denied', { allow: deny('*') }, (config) => new STSClient(config).send(new GetCallerIdentityCommand({}))],
  ['a token of the registry', { managed: 'arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy' }, (config) => new ECRClient(config).send(new GetAuthorizationTokenCommand({}))],
  ['parameters that a pattern covers', { allow: allow('ssm:GetParameters', parameter('shop/*')) }, parameters('/shop/a', '/shop/b')],
  ['a parameter named by its ARN', { allow: allow('ssm:GetParameter', parameter('shop/a')) }, (config) => new SSMClient(config).send(new GetParameterCommand({ Name: parameter('shop/a') }))],
  ['a SecureString with its key', { allow: [allow('ssm:*'), allow('kms:Decrypt', '*', { Condition: { StringEquals: { 'kms:ViaService': `ssm.${region}.amazonaws.com`, 'kms:EncryptionContext:PARAMETER_ARN': parameter('shop/key') } } })] }, parameters('/shop/key')],
  ['a secret with its key', { allow: allow(['secretsmanager:GetSecretValue', 'kms:Decrypt']) }, readSecret],
  ['an object', { allow: allow('s3:GetObject', 'arn:aws:s3:::files/*') }, readObject('a.env')],
  ['an upload', { allow: allow('s3:PutObject', 'arn:aws:s3:::files/*') }, (config) => s3(config).send(new PutObjectCommand({ Bucket: 'files', Key: 'c', Body: 'x' }))],
  ['a log group of a policy that ends in :*', { allow: allow('logs:CreateLogGroup', `arn:aws:logs:${region}:${account}:log-group:/ecs/new:*`) }, (config) => new CloudWatchLogsClient(config).send(new CreateLogGroupCommand({ logGroupName: '/ecs/new' }))],
  ['the own encryption context', { allow: allow('kms:*', '*', { Condition: { StringEquals: { 'kms:EncryptionContext:app': 'shop' } } }) }, async (config) => {
    const kms = new KMSClient(config)
    const EncryptionContext = { app: 'shop' }
    const { CiphertextBlob } = await kms.send(new EncryptCommand({ KeyId: keyArn, Plaintext: Buffer.from('x'), EncryptionContext }))
    return await kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext }))
  }],
]

describe('a key issued here may', () => {
  it.each(allowed)('have %s', async (_what, role, send) => {
    await expect(send(await roleSession(role))).resolves.toBeDefined()
  })

  it('learn that an object is not there where it may list', async () => {
    const session = await roleSession({ allow: allow(['s3:GetObject', 's3:ListBucket']) })
    await expect(readObject('none.env')(session)).rejects.toMatchObject({ name: 'NoSuchKey' })
  })

  it('do as a user what the user may', async () => {
    await call('iam', 'CreateUser', { UserName: 'ann' })
    const PolicyDocument = document(allow('iam:GetUser', `arn:aws:iam::${account}:user/\${aws:username}`))
    await call('iam', 'PutUserPolicy', { UserName: 'ann', PolicyName: 'self', PolicyDocument })
    const { AccessKey } = (await call('iam', 'CreateAccessKey', { UserName: 'ann' })) as {
      AccessKey: { AccessKeyId: string; SecretAccessKey: string }
    }
    const ann = config({ accessKeyId: AccessKey.AccessKeyId, secretAccessKey: AccessKey.SecretAccessKey })
    const { User } = await new IAMClient(ann).send(new GetUserCommand({}))
    expect(User?.UserName).toBe('ann')
    await expect(listClusters(ann)).rejects.toThrow(`User: arn:aws:iam::${account}:user/ann is not authorized`)
  })
})

describe('what is not known', () => {
  async function headerOf(role: Role): Promise<string | undefined> {
    const client = new ECSClient(await roleSession(role))
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
