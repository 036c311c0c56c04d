import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs'
import { accountImages } from '../../src/aws/account-images.ts'
import { launchOfService, launchOfTask } from '../../src/aws/account-launches.ts'
import type { EvaluatedLaunch } from '../../src/launch/evaluated-launch.ts'
import type { TaskRow } from '../../src/model/ecs/task.ts'
import { logGroups } from '../../src/model/logs/tables.ts'
import { Cluster, place } from './cluster.ts'
import { hostedImages, ScriptedHost } from './scripted-host.ts'

type Containers = NonNullable<RegisterTaskDefinitionCommandInput['containerDefinitions']>

const image = `${place.account}.dkr.ecr.${place.region}.amazonaws.com/app:1`
const arnOf = (service: string, resource: string): string =>
  `arn:aws:${service}:${place.region}:${place.account}:${resource}`
const secretsPrefix = 'ResourceInitializationError: unable to pull secrets or registry auth: '

/** Launches as the account's roles, policies and network let them be. */
describe('launches', () => {
  let host: ScriptedHost
  let cluster: Cluster
  beforeEach(async () => {
    host = new ScriptedHost()
    cluster = await new Cluster((listener) => host.runtime(listener)).start()
    cluster.project({ images: hostedImages })
  })
  afterEach(async () => await cluster.closeWithoutBugs())

  async function call<Answer>(service: string, operation: string, input: object): Promise<Answer> {
    return (await cluster.invoke(service, operation, input)) as Answer
  }

  /** A task of one container, started with a role that may do only this. */
  async function launch(
    container: Partial<Containers[number]>,
    may: readonly string[] = [],
    change: object = {},
  ): Promise<string> {
    const executionRoleArn = await cluster.role('launcher')
    if (may.length > 0) await cluster.allow('launcher', may)
    const containerDefinitions = [{ name: 'app', image: 'app', ...container }]
    return await cluster.run(await cluster.register({ executionRoleArn, containerDefinitions }), change)
  }

  async function reasonOf(arn: string): Promise<string | undefined> {
    const { stopCode, stoppedReason } = await cluster.untilStatus(arn, 'STOPPED')
    expect(stopCode).toBe('TaskFailedToStart')
    return stoppedReason
  }

  /** A VPC with a subnet that leads nowhere, and one that leads to the internet. */
  async function network(): Promise<{ vpc: string; open: string; closed: string }> {
    const made = await call<{ Vpc: { VpcId: string } }>('ec2', 'CreateVpc', { CidrBlock: '10.9.0.0/16' })
    const vpc = made.Vpc.VpcId
    const subnet = async (block: string, zone: string): Promise<string> => {
      const input = { VpcId: vpc, CidrBlock: block, AvailabilityZone: `${place.region}${zone}` }
      return (await call<{ Subnet: { SubnetId: string } }>('ec2', 'CreateSubnet', input)).Subnet.SubnetId
    }
    const [open, closed] = [await subnet('10.9.1.0/24', 'a'), await subnet('10.9.2.0/24', 'b')]
    await cluster.routeToInternet(vpc)
    const { RouteTable: table } = await call<{ RouteTable: { RouteTableId: string } }>(
      'ec2',
      'CreateRouteTable',
      { VpcId: vpc },
    )
    await call('ec2', 'AssociateRouteTable', { RouteTableId: table.RouteTableId, SubnetId: closed })
    return { vpc, open, closed }
  }

  const within = (...subnets: string[]): object => ({
    networkConfiguration: { awsvpcConfiguration: { subnets, assignPublicIp: 'ENABLED' } },
  })

  it('name a public address where nothing leads to it, and take their time to give up', async () => {
    const { closed } = await network()
    const arn = await launch({ image }, ['ecr:*'], within(closed))
    const task = await cluster.untilStatus(arn, 'STOPPED')
    expect(task.stoppedReason).toMatch(
      /^ResourceInitializationError: unable to pull secrets or registry auth: The task cannot pull registry auth from Amazon ECR: There is a connection issue between the task and Amazon ECR\. Check your task network configuration\. operation error ECR: GetAuthorizationToken, exceeded maximum number of attempts, 3, https response error StatusCode: 0, RequestID: , request send failed, Post "https:\/\/api\.ecr\.us-east-1\.amazonaws\.com\/": dial tcp \d+\.\d+\.\d+\.\d+:443: i\/o timeout$/,
    )
    expect(task.stoppedReason).not.toContain('dial tcp 10.')
    expect((task.stoppedAtMs ?? 0) - task.createdAtMs).toBeGreaterThanOrEqual(1500)
  })

  it('name the address of an endpoint that keeps them out', async () => {
    const { vpc, closed } = await network()
    const { GroupId } = await call<{ GroupId: string }>('ec2', 'CreateSecurityGroup', {
      GroupName: 'endpoint',
      Description: 'lets nobody in',
      VpcId: vpc,
    })
    await call('ec2', 'ModifyVpcAttribute', { VpcId: vpc, EnableDnsHostnames: { Value: true } })
    await call('ec2', 'CreateVpcEndpoint', {
      VpcId: vpc,
      VpcEndpointType: 'Interface',
      ServiceName: `com.amazonaws.${place.region}.ecr.api`,
      SubnetIds: [closed],
      SecurityGroupIds: [GroupId],
      PrivateDnsEnabled: true,
    })
    expect(await reasonOf(await launch({ image }, ['ecr:*'], within(closed)))).toMatch(
      /dial tcp 10\.9\.2\.\d+:443: i\/o timeout$/,
    )
  })

  it('end as they were asked to while they wait for an answer', async () => {
    const { closed } = await network()
    const arn = await launch({ image }, ['ecr:*'], within(closed))
    await cluster.untilStatus(arn, 'PENDING')
    await cluster.call('StopTask', { task: arn, reason: 'enough' })
    const asked = Date.now()
    const task = await cluster.untilStatus(arn, 'STOPPED')
    expect(task).toMatchObject({ stopCode: 'UserInitiated', stoppedReason: 'enough' })
    expect(Date.now() - asked).toBeLessThan(1000)
  })

  it('go on where the way is mended while they try', async () => {
    const { vpc, closed } = await network()
    const arn = await launch({ image }, ['ecr:*'], within(closed))
    await cluster.untilStatus(arn, 'PENDING')
    const { RouteTables } = await call<{
      RouteTables: { RouteTableId: string; Associations: { Main?: boolean }[] }[]
    }>('ec2', 'DescribeRouteTables', { Filters: [{ Name: 'association.subnet-id', Values: [closed] }] })
    const { InternetGateways } = await call<{ InternetGateways: { InternetGatewayId: string }[] }>(
      'ec2',
      'DescribeInternetGateways',
      { Filters: [{ Name: 'attachment.vpc-id', Values: [vpc] }] },
    )
    await call('ec2', 'CreateRoute', {
      RouteTableId: RouteTables[0]?.RouteTableId,
      DestinationCidrBlock: '0.0.0.0/0',
      GatewayId: InternetGateways[0]?.InternetGatewayId,
    })
    await cluster.untilStatus(arn, 'RUNNING')
  })

  it('of one service fail in one subnet and not in another, and the service says so', async () => {
    const { open, closed } = await network()
    const service = await cluster.createService(
      await cluster.register({ containerDefinitions: [{ name: 'app', image: 'ghcr.io/shop/app:1' }] }),
      2,
      within(open, closed),
    )
    const said =
      /^\(service s\) was unable to place a task\. Reason: CannotPullContainerError: pull image manifest has been retried 5 time\(s\): failed to resolve ref ghcr\.io\/shop\/app:1: failed to do request: Head "https:\/\/ghcr\.io\/v2\/shop\/app\/manifests\/1": dial tcp [\d.]+:443: i\/o timeout\.$/
    await cluster.until(() => cluster.events(service).some((event) => said.test(event)))
    const running = cluster.liveTasksOf(service).filter(({ lastStatus }) => lastStatus === 'RUNNING')
    expect(running.length).toBeGreaterThan(0)
    const row = cluster.service(service)
    const view = cluster.store.view(place)
    const told = row && launchOfService(view, row, optionsOf())
    expect(told && troublesOf(told)).toEqual([`image/app ${closed} registry-unreachable`])
    expect(told?.outcome).toMatchObject({ subnetId: closed, stopCode: 'TaskFailedToStart' })
  })

  it('read as the execution role, not as the task role', async () => {
    await call('ssm', 'PutParameter', { Name: '/shop/db', Value: 'x', Type: 'String' })
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
    const told = launchOfTask(view, cluster.task(arn) as TaskRow, optionsOf())
    expect(troublesOf(told)).toEqual([
      expect.stringMatching(/^parameters\/us-east-1\/1 subnet-\w+ parameters-denied$/),
    ])
    await cluster.allow('launcher', ['ssm:GetParameters'])
    await cluster.untilStatus(await cluster.run(definition), 'RUNNING')
    expect(host.specs.at(-1)?.environment['DB']).toBe('x')
  })

  it('need the customer’s key of a secret, through the service and for that secret', async () => {
    const { KeyMetadata: key } = await call<{ KeyMetadata: { KeyId: string; Arn: string } }>(
      'kms',
      'CreateKey',
      {},
    )
    const secret = await call<{ ARN: string }>('secretsmanager', 'CreateSecret', {
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
    expect(await reasonOf(await cluster.run(definition))).toMatch(
      /AccessDeniedException: Access to KMS is not allowed$/,
    )
    const allow = async (condition: object): Promise<void> => {
      const read = { Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: '*' }
      const decrypt = { Effect: 'Allow', Action: 'kms:Decrypt', Resource: key.Arn, Condition: condition }
      await call('iam', 'PutRolePolicy', {
        RoleName: 'launcher',
        PolicyName: 'allowed',
        PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [read, decrypt] }),
      })
    }
    await allow({ StringEquals: { 'kms:ViaService': 'ssm.us-east-1.amazonaws.com' } })
    expect(await reasonOf(await cluster.run(definition))).toMatch(/Access to KMS is not allowed$/)
    await allow({
      StringEquals: {
        'kms:ViaService': 'secretsmanager.us-east-1.amazonaws.com',
        'kms:EncryptionContext:SecretARN': secret.ARN,
      },
    })
    await cluster.untilStatus(await cluster.run(definition), 'RUNNING')
  })

  it('say by SSM that a parameter’s key may not be used', async () => {
    const { KeyMetadata: key } = await call<{ KeyMetadata: { KeyId: string; Arn: string } }>(
      'kms',
      'CreateKey',
      {},
    )
    await call('ssm', 'PutParameter', { Name: '/db', Value: 'x', Type: 'SecureString', KeyId: key.KeyId })
    const arn = await launch({ secrets: [{ name: 'DB', valueFrom: '/db' }] }, ['ssm:GetParameters'])
    expect(await reasonOf(arn)).toContain(
      `is not authorized to perform: kms:Decrypt on resource: ${key.Arn} because no identity-based policy allows the kms:Decrypt action`,
    )
  })

  it('hide a missing environment file from who may not list its bucket', async () => {
    await call('s3', 'CreateBucket', { Bucket: 'config' })
    const value = 'arn:aws:s3:::config/app.env'
    const container = { environmentFiles: [{ type: 's3' as const, value }] }
    const read = ['s3:GetObject', 's3:GetBucketLocation']
    const arn = await launch(container, read)
    expect(await reasonOf(arn)).toMatch(/StatusCode: 403, .*api error Forbidden: Forbidden$/)
    await cluster.allow('launcher', [...read, 's3:ListBucket'])
    const again = await cluster.run(cluster.task(arn)?.taskDefinitionArn ?? '')
    expect(await reasonOf(again)).toMatch(/StatusCode: 404, .*api error NotFound: Not Found$/)
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
    const arn = await launch(container, write)
    expect(await reasonOf(arn)).toContain('is not authorized to perform: logs:CreateLogGroup')
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
    const { outcome } = launchOfTask(cluster.store.view(place), ended, optionsOf())
    expect(outcome?.containers).toMatchObject([{ name: 'app', exitCode: 3, lastStatus: 'STOPPED' }])
    expect(outcome?.containers[0]?.log).toEqual(lines.slice(10).map(({ text }) => text))
  })

  it('run an image of another platform to its first instruction', async () => {
    const [any] = hostedImages
    if (any) cluster.project({ images: [{ ...any, platform: 'linux/arm64', run: ['/app/main'] }] })
    const options = { 'awslogs-group': '/x', 'awslogs-region': place.region, 'awslogs-stream-prefix': 'ecs' }
    await call('logs', 'CreateLogGroup', { logGroupName: '/x' })
    const arn = await launch({ logConfiguration: { logDriver: 'awslogs', options } }, ['logs:*'])
    const task = await cluster.untilStatus(arn, 'STOPPED')
    expect(task).toMatchObject({ stopCode: 'EssentialContainerExited' })
    expect(task.startedAtMs).toBeDefined()
    const [container] = launchOfTask(cluster.store.view(place), task, optionsOf()).outcome?.containers ?? []
    expect(container).toMatchObject({ exitCode: 1, log: ['exec /app/main: exec format error'] })
  })

  it('do not pull a list without their platform, and name what they pull by its digest', async () => {
    await call('ecr', 'CreateRepository', { repositoryName: 'app' })
    const put = async (manifest: object, tag: object): Promise<string> => {
      const pushed = await call<{ image: { imageId: { imageDigest: string } } }>('ecr', 'PutImage', {
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
    const arn = await launch({ image }, ['ecr:*'])
    const text =
      "CannotPullContainerError: pull image manifest has been retried 1 time(s): image Manifest does not contain descriptor matching platform 'linux/amd64'"
    expect(await reasonOf(arn)).toBe(text)
    expect(cluster.task(arn)?.containers[0]).toMatchObject({ reason: text, lastStatus: 'STOPPED' })
    const imageDigest = await push('amd64')
    const again = await cluster.run(cluster.task(arn)?.taskDefinitionArn ?? '')
    const task = await cluster.untilStatus(again, 'RUNNING')
    expect(task.containers[0]).toMatchObject({ imageDigest })
  })

  it('want the credentials of a private registry as JSON', async () => {
    const { ARN: credentialsParameter } = await call<{ ARN: string }>('secretsmanager', 'CreateSecret', {
      Name: 'registry',
      SecretString: 'user:password',
      ClientRequestToken: '0'.repeat(32),
    })
    const container = { image: 'ghcr.io/shop/app:1', repositoryCredentials: { credentialsParameter } }
    const arn = await launch(container, ['secretsmanager:GetSecretValue'])
    expect(await reasonOf(arn)).toBe(
      `${secretsPrefix}execution resource retrieval failed: unable to retrieve secret from asm: asm fetching authorization data: unable to unmarshal secret value, invalid schema`,
    )
    await call('secretsmanager', 'PutSecretValue', {
      SecretId: credentialsParameter,
      SecretString: '{"username":"u","password":"p"}',
      ClientRequestToken: '1'.repeat(32),
    })
    const again = await cluster.run(cluster.task(arn)?.taskDefinitionArn ?? '')
    await cluster.untilStatus(again, 'RUNNING')
  })

  it('come out of a subnet with endpoints alone, but not to a bucket of another region', async () => {
    const { vpc, closed } = await network()
    await call('ec2', 'ModifyVpcAttribute', { VpcId: vpc, EnableDnsHostnames: { Value: true } })
    const { SecurityGroups: groups } = await call<{ SecurityGroups: { GroupId: string }[] }>(
      'ec2',
      'DescribeSecurityGroups',
      { Filters: [{ Name: 'vpc-id', Values: [vpc] }] },
    )
    for (const service of ['ecr.api', 'ecr.dkr']) {
      await call('ec2', 'CreateVpcEndpoint', {
        VpcId: vpc,
        VpcEndpointType: 'Interface',
        ServiceName: `com.amazonaws.${place.region}.${service}`,
        SubnetIds: [closed],
        SecurityGroupIds: groups.map(({ GroupId }) => GroupId),
        PrivateDnsEnabled: true,
      })
    }
    const { RouteTables: tables } = await call<{ RouteTables: { RouteTableId: string }[] }>(
      'ec2',
      'DescribeRouteTables',
      { Filters: [{ Name: 'association.subnet-id', Values: [closed] }] },
    )
    const withoutLayers = await launch({ image }, ['ecr:*', 's3:*'], within(closed))
    expect(await reasonOf(withoutLayers)).toMatch(
      /^CannotPullContainerError: ref pull has been retried 5 time\(s\): failed to copy: httpReadSeeker: failed open: failed to do request: Get "https:\/\/prod-us-east-1-starport-layer-bucket\.s3\.us-east-1\.amazonaws\.com\/.*dial tcp [\d.]+:443: i\/o timeout$/,
    )
    await call('ec2', 'CreateVpcEndpoint', {
      VpcId: vpc,
      VpcEndpointType: 'Gateway',
      ServiceName: `com.amazonaws.${place.region}.s3`,
      RouteTableIds: tables.map(({ RouteTableId }) => RouteTableId),
    })
    const fileIn = async (bucket: string, region: string): Promise<string> => {
      const home = { ...place, region }
      const configuration =
        region === place.region ? {} : { CreateBucketConfiguration: { LocationConstraint: region } }
      await cluster.door.invoke('s3', 'CreateBucket', { Bucket: bucket, ...configuration }, home)
      await cluster.door.invoke('s3', 'PutObject', { Bucket: bucket, Key: 'app.env', Body: 'A=1\n' }, home)
      const environmentFiles = [{ type: 's3' as const, value: `arn:aws:s3:::${bucket}/app.env` }]
      const containerDefinitions = [{ name: 'app', image, environmentFiles }]
      const executionRoleArn = arnOf('iam', 'role/launcher').replace(place.region, '')
      const definition = await cluster.register({ executionRoleArn, containerDefinitions })
      return await cluster.run(definition, within(closed))
    }
    expect(await reasonOf(await fileIn('far', 'us-east-2'))).toBe(
      'ResourceInitializationError: failed to download env files: file download command: non empty error stream: RequestCanceled: request context canceled caused by: context deadline exceeded',
    )
    await cluster.untilStatus(await fileIn('near', place.region), 'RUNNING')
    expect(host.specs.at(-1)?.environment['A']).toBe('1')
  })

  it('pull from another account where its repository lets them', async () => {
    const other = { account: '111122223333', region: place.region }
    await cluster.door.invoke('ecr', 'CreateRepository', { repositoryName: 'app' }, other)
    const foreign = `111122223333.dkr.ecr.${place.region}.amazonaws.com/app:1`
    const arn = await launch({ image: foreign }, ['ecr:*'])
    expect(await reasonOf(arn)).toBe(
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

  it('tell of a security group that is gone', async () => {
    const { vpc, open } = await network()
    const { GroupId } = await call<{ GroupId: string }>('ec2', 'CreateSecurityGroup', {
      GroupName: 'gone',
      Description: 'gone',
      VpcId: vpc,
    })
    const networkConfiguration = {
      awsvpcConfiguration: {
        subnets: [open],
        securityGroups: [GroupId],
        assignPublicIp: 'ENABLED' as const,
      },
    }
    const service = await cluster.createService(await cluster.register({}), 0, { networkConfiguration })
    await call('ec2', 'DeleteSecurityGroup', { GroupId })
    await cluster.call('UpdateService', { service: 's', desiredCount: 1 })
    const said = `(service s) was unable to place a task. Reason: Unexpected EC2 error while attempting to Create Network Interface with public IP assignment enabled in subnet '${open}': InvalidGroup.NotFound.`
    await cluster.until(() => cluster.events(service).includes(said))
  })

  function optionsOf(): Parameters<typeof launchOfTask>[2] {
    const images = accountImages(cluster.store.view(place), true)
    return { objects: new Map(), images, now: cluster.now() }
  }
})

/** `step subnet trouble` */
function troublesOf({ steps }: EvaluatedLaunch): string[] {
  return steps.flatMap(({ step, inSubnets }) =>
    inSubnets.flatMap(({ subnetId, troubles }) =>
      troubles.map(({ failure }) => [step.id, subnetId ?? '-', failure.code].join(' ')),
    ),
  )
}
