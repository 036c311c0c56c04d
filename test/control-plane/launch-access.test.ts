import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { launchOfTask } from '../../src/aws/account-launches.ts'
import type { TaskRow } from '../../src/model/ecs/task.ts'
import { logGroups } from '../../src/model/logs/tables.ts'
import { Cluster, place } from './cluster.ts'
import { arnOf, image, LaunchingAccount, troublesOf } from './launching-account.ts'
import { hostedImages, ScriptedHost } from './scripted-host.ts'

const secretsPrefix = 'ResourceInitializationError: unable to pull secrets or registry auth: '

describe('launches with roles, policies and images', () => {
  let host: ScriptedHost
  let cluster: Cluster
  let account: LaunchingAccount
  beforeEach(async () => {
    host = new ScriptedHost()
    cluster = await new Cluster((listener) => host.runtime(listener)).start()
    cluster.project({ images: hostedImages })
    account = new LaunchingAccount(cluster)
  })
  afterEach(async () => await cluster.closeWithoutBugs())

  it('read as the execution role, not as the task role', async () => {
    await account.call('ssm', 'PutParameter', { Name: '/shop/db', Value: 'x', Type: 'String' })
    const taskRoleArn = await cluster.role('app')
    await cluster.allow('app', ['ssm:GetParameters'])
    const executionRoleArn = await cluster.role('launcher')
    const secrets = [{ name: 'DB', valueFrom: '/shop/db' }]
    const containerDefinitions = [{ name: 'app', image: 'app', secrets }]
    const definition = await cluster.register({ taskRoleArn, executionRoleArn, containerDefinitions })
    const arn = await cluster.run(definition)
    const { taskId, stoppedReason = '' } = await cluster.untilStatus(arn, 'STOPPED')
    expect(stoppedReason.replace(/RequestID: [0-9a-f-]{36}/, 'RequestID: ID')).toBe(
      `${secretsPrefix}execution resource retrieval failed: unable to retrieve secrets from ssm: service call has been retried 1 time(s): operation error SSM: GetParameters, https response error StatusCode: 400, RequestID: ID, api error AccessDeniedException: User: arn:aws:sts::${place.account}:assumed-role/launcher/${taskId} is not authorized to perform: ssm:GetParameters on resource: ${arnOf('ssm', 'parameter/shop/db')} because no identity-based policy allows the ssm:GetParameters action`,
    )
    const view = cluster.store.view(place)
    const told = launchOfTask(view, cluster.task(arn) as TaskRow, account.options())
    expect(troublesOf(told)).toEqual([
      expect.stringMatching(/^parameters\/us-east-1\/1 subnet-\w+ parameters-denied$/),
    ])
    await cluster.allow('launcher', ['ssm:GetParameters'])
    await cluster.untilStatus(await cluster.run(definition), 'RUNNING')
    expect(host.specs.at(-1)?.environment['DB']).toBe('x')
  })

  it('need the customer’s key of a secret, through the service and for that secret', async () => {
    const { KeyMetadata: key } = await account.call<{ KeyMetadata: { KeyId: string; Arn: string } }>(
      'kms',
      'CreateKey',
      {},
    )
    const secret = await account.call<{ ARN: string }>('secretsmanager', 'CreateSecret', {
      Name: 'db',
      SecretString: 'x',
      KmsKeyId: key.KeyId,
      ClientRequestToken: '0'.repeat(32),
    })
    const executionRoleArn = await cluster.role('launcher')
    await cluster.allow('launcher', ['secretsmanager:GetSecretValue'])
    const secrets = [{ name: 'DB', valueFrom: secret.ARN }]
    const containerDefinitions = [{ name: 'app', image: 'app', secrets }]
    const definition = await cluster.register({ executionRoleArn, containerDefinitions })
    expect(await account.reasonOf(await cluster.run(definition))).toMatch(
      /AccessDeniedException: Access to KMS is not allowed$/,
    )
    const allow = async (condition: object): Promise<void> => {
      const read = { Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: '*' }
      const decrypt = { Effect: 'Allow', Action: 'kms:Decrypt', Resource: key.Arn, Condition: condition }
      await account.call('iam', 'PutRolePolicy', {
        RoleName: 'launcher',
        PolicyName: 'allowed',
        PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [read, decrypt] }),
      })
    }
    await allow({ StringEquals: { 'kms:ViaService': 'ssm.us-east-1.amazonaws.com' } })
    expect(await account.reasonOf(await cluster.run(definition))).toMatch(/Access to KMS is not allowed$/)
    await allow({
      StringEquals: {
        'kms:ViaService': 'secretsmanager.us-east-1.amazonaws.com',
        'kms:EncryptionContext:SecretARN': secret.ARN,
      },
    })
    await cluster.untilStatus(await cluster.run(definition), 'RUNNING')
  })

  it('say by SSM that a parameter’s key may not be used', async () => {
    const { KeyMetadata: key } = await account.call<{ KeyMetadata: { KeyId: string; Arn: string } }>(
      'kms',
      'CreateKey',
      {},
    )
    await account.call('ssm', 'PutParameter', {
      Name: '/db',
      Value: 'x',
      Type: 'SecureString',
      KeyId: key.KeyId,
    })
    const arn = await account.launch({ secrets: [{ name: 'DB', valueFrom: '/db' }] }, ['ssm:GetParameters'])
    expect(await account.reasonOf(arn)).toContain(
      `is not authorized to perform: kms:Decrypt on resource: ${key.Arn} because no identity-based policy allows the kms:Decrypt action`,
    )
  })

  it('tell of a key that is disabled', async () => {
    const { KeyMetadata: key } = await account.call<{ KeyMetadata: { KeyId: string } }>(
      'kms',
      'CreateKey',
      {},
    )
    await account.call('ssm', 'PutParameter', {
      Name: '/db',
      Value: 'x',
      Type: 'SecureString',
      KeyId: key.KeyId,
    })
    await account.call('kms', 'DisableKey', { KeyId: key.KeyId })
    const secrets = [{ name: 'DB', valueFrom: '/db' }]
    const arn = await account.launch({ secrets }, ['ssm:GetParameters', 'kms:Decrypt'])
    expect(await account.reasonOf(arn)).toMatch(
      /operation error SSM: GetParameters, https response error StatusCode: 400, RequestID: [\da-f-]{36}, InvalidKeyId: .* is disabled.*Error Code: DisabledException/,
    )
  })

  it('hide a missing environment file from who may not list its bucket', async () => {
    await account.call('s3', 'CreateBucket', { Bucket: 'config' })
    const value = 'arn:aws:s3:::config/app.env'
    const container = { environmentFiles: [{ type: 's3' as const, value }] }
    const read = ['s3:GetObject', 's3:GetBucketLocation']
    const arn = await account.launch(container, read)
    expect(await account.reasonOf(arn)).toMatch(/StatusCode: 403, .*api error Forbidden: Forbidden$/)
    await cluster.allow('launcher', [...read, 's3:ListBucket'])
    const again = await cluster.run(cluster.task(arn)?.taskDefinitionArn ?? '')
    expect(await account.reasonOf(again)).toMatch(/StatusCode: 404, .*api error NotFound: Not Found$/)
  })

  it('make their log group where they are told to and may', async () => {
    const options = {
      'awslogs-group': '/shop/new',
      'awslogs-region': place.region,
      'awslogs-stream-prefix': 'ecs',
      'awslogs-create-group': 'true',
    }
    const container = { logConfiguration: { logDriver: 'awslogs', options } } as const
    const write = ['logs:CreateLogStream', 'logs:PutLogEvents']
    const arn = await account.launch(container, write)
    expect(await account.reasonOf(arn)).toContain('is not authorized to perform: logs:CreateLogGroup')
    expect(cluster.store.view(place).get(logGroups, '/shop/new')).toBeUndefined()
    await cluster.allow('launcher', [...write, 'logs:CreateLogGroup'])
    const { taskId } = await cluster.untilStatus(
      await cluster.run(cluster.task(arn)?.taskDefinitionArn ?? ''),
      'RUNNING',
    )
    const lines = Array.from({ length: 30 }, (_, index) => ({ atMs: Date.now(), text: `line ${index}` }))
    host.output(taskId, 'app', lines)
    host.exit(taskId, 'app', 3)
    const ended = await cluster.untilTask(
      arnOf('ecs', `task/default/${taskId}`),
      ({ lastStatus }) => lastStatus === 'STOPPED',
    )
    const { outcome } = launchOfTask(cluster.store.view(place), ended, account.options())
    expect(outcome?.containers).toMatchObject([{ name: 'app', exitCode: 3, lastStatus: 'STOPPED' }])
    expect(outcome?.containers[0]?.log).toEqual(lines.slice(10).map(({ text }) => text))
  })

  it('run an image of another platform to its first instruction', async () => {
    const [any] = hostedImages
    if (any) cluster.project({ images: [{ ...any, platform: 'linux/arm64', run: ['/app/main'] }] })
    const options = { 'awslogs-group': '/x', 'awslogs-region': place.region, 'awslogs-stream-prefix': 'ecs' }
    await account.call('logs', 'CreateLogGroup', { logGroupName: '/x' })
    const arn = await account.launch({ logConfiguration: { logDriver: 'awslogs', options } }, ['logs:*'])
    const task = await cluster.untilStatus(arn, 'STOPPED')
    expect(task).toMatchObject({ stopCode: 'EssentialContainerExited' })
    expect(task.startedAtMs).toBeDefined()
    const [container] =
      launchOfTask(cluster.store.view(place), task, account.options()).outcome?.containers ?? []
    expect(container).toMatchObject({ exitCode: 1, log: ['exec /app/main: exec format error'] })
  })

  it('do not pull a list without their platform, and name what they pull by its digest', async () => {
    await account.call('ecr', 'CreateRepository', { repositoryName: 'app' })
    const put = async (manifest: object, tag: object): Promise<string> => {
      const pushed = await account.call<{ image: { imageId: { imageDigest: string } } }>('ecr', 'PutImage', {
        repositoryName: 'app',
        imageManifest: JSON.stringify({ schemaVersion: 2, ...manifest }),
        ...tag,
      })
      return pushed.image.imageId.imageDigest
    }
    const push = async (architecture: string): Promise<string> => {
      const config = {
        mediaType: 'application/vnd.oci.image.config.v1+json',
        digest: `sha256:${'0'.repeat(64)}`,
        size: architecture === 'arm64' ? 1 : 2,
      }
      const mediaType = 'application/vnd.oci.image.manifest.v1+json'
      const digest = await put({ mediaType, config, layers: [] }, {})
      const manifests = [{ mediaType, digest, size: 1, platform: { os: 'linux', architecture } }]
      return await put({ mediaType: 'application/vnd.oci.image.index.v1+json', manifests }, { imageTag: '1' })
    }
    await push('arm64')
    const arn = await account.launch({ image }, ['ecr:*'])
    const text =
      "CannotPullContainerError: pull image manifest has been retried 1 time(s): image Manifest does not contain descriptor matching platform 'linux/amd64'"
    expect(await account.reasonOf(arn)).toBe(text)
    expect(cluster.task(arn)?.containers[0]).toMatchObject({ reason: text, lastStatus: 'STOPPED' })
    const imageDigest = await push('amd64')
    const again = await cluster.run(cluster.task(arn)?.taskDefinitionArn ?? '')
    const task = await cluster.untilStatus(again, 'RUNNING')
    expect(task.containers[0]).toMatchObject({ imageDigest })
  })

  it('want the credentials of a private registry as JSON', async () => {
    const { ARN: credentialsParameter } = await account.call<{ ARN: string }>(
      'secretsmanager',
      'CreateSecret',
      {
        Name: 'registry',
        SecretString: 'user:password',
        ClientRequestToken: '0'.repeat(32),
      },
    )
    const container = { image: 'ghcr.io/shop/app:1', repositoryCredentials: { credentialsParameter } }
    const arn = await account.launch(container, ['secretsmanager:GetSecretValue'])
    expect(await account.reasonOf(arn)).toBe(
      `${secretsPrefix}execution resource retrieval failed: unable to retrieve secret from asm: asm fetching authorization data: unable to unmarshal secret value, invalid schema`,
    )
    await account.call('secretsmanager', 'PutSecretValue', {
      SecretId: credentialsParameter,
      SecretString: '{"username":"u","password":"p"}',
      ClientRequestToken: '1'.repeat(32),
    })
    const again = await cluster.run(cluster.task(arn)?.taskDefinitionArn ?? '')
    await cluster.untilStatus(again, 'RUNNING')
  })

  it('pull from another account where its repository lets them', async () => {
    const other = { account: '111122223333', region: place.region }
    await cluster.door.invoke('ecr', 'CreateRepository', { repositoryName: 'app' }, other)
    const foreign = `111122223333.dkr.ecr.${place.region}.amazonaws.com/app:1`
    const arn = await account.launch({ image: foreign }, ['ecr:*'])
    expect(await account.reasonOf(arn)).toBe(
      `CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ${foreign}: pulling from host 111122223333.dkr.ecr.us-east-1.amazonaws.com failed with status code [manifests 1]: 403 Forbidden`,
    )
    const policyText = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${place.account}:root` },
          Action: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
        },
      ],
    })
    await cluster.door.invoke('ecr', 'SetRepositoryPolicy', { repositoryName: 'app', policyText }, other)
    const again = await cluster.run(cluster.task(arn)?.taskDefinitionArn ?? '')
    await cluster.untilStatus(again, 'RUNNING')
  })
})
