import { existsSync, readdirSync } from 'node:fs'
import { ECSClient, ListClustersCommand } from '@aws-sdk/client-ecs'
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm'
import { openFrontDoor, type OpenDoor } from './front-door.ts'

/** The account and region of these tests. */
export const account = '000000000000'
export const region = 'us-east-1'

/** ARNs of what tests name. */
export const roleArn = (name: string): string => `arn:aws:iam::${account}:role/${name}`
export const parameter = (name: string): string => `arn:aws:ssm:${region}:${account}:parameter/${name}`

/** What a role is given. */
export interface Role {
  readonly allow?: object | readonly object[]
  readonly boundary?: object
  readonly session?: object
  /** ARN of a managed policy. */
  readonly managed?: string
}

/** How a client calls with a key. */
export interface Config {
  readonly endpoint: string
  readonly region: string
  readonly maxAttempts: number
  readonly credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }
}

/** A call made with some key. */
export type Send = (config: Config) => Promise<unknown>

/** A policy of one or more statements, as a JSON text. */
export const document = (statement: object): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statement })

/** Statements. */
export const allow = (
  Action: string | string[],
  Resource: string | string[] = '*',
  more: object = {},
): object => ({ Effect: 'Allow', Action, Resource, ...more })
export const deny = (Action: string): object => ({ Effect: 'Deny', Action, Resource: '*' })

/** Calls that several tests make. */
export const s3 = (config: Config): S3Client => new S3Client({ ...config, forcePathStyle: true })
export const parameters =
  (...Names: string[]): Send =>
  (config) =>
    new SSMClient(config).send(new GetParametersCommand({ Names, WithDecryption: true }))
export const listClusters: Send = (config) => new ECSClient(config).send(new ListClustersCommand({}))
export const readObject =
  (Key: string): Send =>
  (config) =>
    s3(config).send(new GetObjectCommand({ Bucket: 'files', Key }))
export const readSecret: Send = (config) =>
  new SecretsManagerClient(config).send(new GetSecretValueCommand({ SecretId: 'shop/db' }))

/** An account with parameters, a secret and a SecureString under a customer's key, a bucket, and keys for roles. */
export class AccountWithKeys {
  readonly door: OpenDoor
  keyArn = ''
  private made = 0

  private constructor(door: OpenDoor) {
    this.door = door
  }

  static async open(): Promise<AccountWithKeys> {
    const opened = new AccountWithKeys(await openFrontDoor())
    await opened.fill()
    return opened
  }

  /** Calls an operation as the developer. Throws its Fault. */
  async call(service: string, operation: string, input: object): Promise<unknown> {
    return await this.door.door.invoke(service, operation, input, { account, region })
  }

  /** How many files of object bodies there are. */
  bodiesKept(): number {
    const { objectsFolder } = this.door
    return existsSync(objectsFolder) ? readdirSync(objectsFolder, { recursive: true }).length : 0
  }

  /** How clients call with this key. */
  config(credentials: Config['credentials']): Config {
    return { endpoint: this.door.url, region, maxAttempts: 1, credentials }
  }

  /** Makes a role and gives the configuration of clients that call as its session `one`. */
  async roleSession({
    allow: statement,
    boundary,
    session,
    managed,
  }: Role): Promise<Config & { name: string }> {
    this.made += 1
    const name = `worker${this.made}`
    const trust = { Effect: 'Allow', Principal: { AWS: account }, Action: 'sts:AssumeRole' }
    const PermissionsBoundary = boundary && (await this.managedPolicy(`boundary${this.made}`, boundary))
    await this.call('iam', 'CreateRole', {
      RoleName: name,
      AssumeRolePolicyDocument: document(trust),
      ...(PermissionsBoundary !== undefined && { PermissionsBoundary }),
    })
    if (statement) {
      const PolicyDocument = document(statement)
      await this.call('iam', 'PutRolePolicy', { RoleName: name, PolicyName: 'own', PolicyDocument })
    }
    if (managed !== undefined)
      await this.call('iam', 'AttachRolePolicy', { RoleName: name, PolicyArn: managed })
    const { Credentials } = (await this.call('sts', 'AssumeRole', {
      RoleArn: roleArn(name),
      RoleSessionName: 'one',
      ...(session && { Policy: document(session) }),
    })) as { Credentials: { AccessKeyId: string; SecretAccessKey: string; SessionToken: string } }
    const {
      AccessKeyId: accessKeyId,
      SecretAccessKey: secretAccessKey,
      SessionToken: sessionToken,
    } = Credentials
    return { name, ...this.config({ accessKeyId, secretAccessKey, sessionToken }) }
  }

  private async managedPolicy(PolicyName: string, statement: object): Promise<string> {
    const given = { PolicyName, PolicyDocument: document(statement) }
    const { Policy } = (await this.call('iam', 'CreatePolicy', given)) as { Policy: { Arn: string } }
    return Policy.Arn
  }

  private async fill(): Promise<void> {
    const root = { AWS: `arn:aws:iam::${account}:root` }
    const Policy = document([{ Effect: 'Allow', Principal: root, Action: 'kms:*', Resource: '*' }])
    const made = (await this.call('kms', 'CreateKey', { Policy })) as { KeyMetadata: { Arn: string } }
    this.keyArn = made.KeyMetadata.Arn
    await this.call('secretsmanager', 'CreateSecret', {
      Name: 'shop/db',
      SecretString: 'word',
      KmsKeyId: this.keyArn,
      ClientRequestToken: '01234567-89ab-cdef-0123-456789abcdef',
    })
    for (const Name of ['/shop/a', '/shop/b', '/other/c'])
      await this.call('ssm', 'PutParameter', { Name, Value: 'x', Type: 'String' })
    const secure = { Name: '/shop/key', Value: 'x', Type: 'SecureString', KeyId: this.keyArn }
    await this.call('ssm', 'PutParameter', secure)
    await this.call('s3', 'CreateBucket', { Bucket: 'files' })
    await this.call('s3', 'PutObject', { Bucket: 'files', Key: 'a.env', Body: 'A=1' })
  }
}
