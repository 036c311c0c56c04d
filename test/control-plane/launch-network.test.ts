import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { launchOfService } from '../../src/aws/account-launches.ts'
import { Cluster, place } from './cluster.ts'
import { arnOf, image, LaunchingAccount, troublesOf, within } from './launching-account.ts'
import { hostedImages, ScriptedHost } from './scripted-host.ts'

describe('launches in a network', () => {
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

  it('name a public address where nothing leads to it, and take their time to give up', async () => {
    const { closed } = await account.network()
    const arn = await account.launch({ image }, ['ecr:*'], within(closed))
    const task = await cluster.untilStatus(arn, 'STOPPED')
    expect(task.stoppedReason).toMatch(
      /^ResourceInitializationError: unable to pull secrets or registry auth: The task cannot pull registry auth from Amazon ECR: There is a connection issue between the task and Amazon ECR\. Check your task network configuration\. operation error ECR: GetAuthorizationToken, exceeded maximum number of attempts, 3, https response error StatusCode: 0, RequestID: , request send failed, Post "https:\/\/api\.ecr\.us-east-1\.amazonaws\.com\/": dial tcp \d+\.\d+\.\d+\.\d+:443: i\/o timeout$/,
    )
    expect(task.stoppedReason).not.toContain('dial tcp 10.')
    expect((task.stoppedAtMs ?? 0) - task.createdAtMs).toBeGreaterThanOrEqual(1500)
  })

  it('name the address of an endpoint that keeps them out', async () => {
    const { vpc, closed } = await account.network()
    const { GroupId } = await account.call<{ GroupId: string }>('ec2', 'CreateSecurityGroup', {
      GroupName: 'endpoint',
      Description: 'lets nobody in',
      VpcId: vpc,
    })
    await account.call('ec2', 'ModifyVpcAttribute', { VpcId: vpc, EnableDnsHostnames: { Value: true } })
    await account.call('ec2', 'CreateVpcEndpoint', {
      VpcId: vpc,
      VpcEndpointType: 'Interface',
      ServiceName: `com.amazonaws.${place.region}.ecr.api`,
      SubnetIds: [closed],
      SecurityGroupIds: [GroupId],
      PrivateDnsEnabled: true,
    })
    expect(await account.reasonOf(await account.launch({ image }, ['ecr:*'], within(closed)))).toMatch(
      /dial tcp 10\.9\.2\.\d+:443: i\/o timeout$/,
    )
  })

  it('name the resolver that does not answer', async () => {
    const { vpc, open } = await account.network()
    await account.call('ec2', 'ModifyVpcAttribute', { VpcId: vpc, EnableDnsSupport: { Value: false } })
    expect(await account.reasonOf(await account.launch({ image }, ['ecr:*'], within(open)))).toMatch(
      /dial tcp: lookup api\.ecr\.us-east-1\.amazonaws\.com on 10\.9\.0\.2:53: i\/o timeout$/,
    )
  })

  it('end as they were asked to while they wait for an answer', async () => {
    const { closed } = await account.network()
    const arn = await account.launch({ image }, ['ecr:*'], within(closed))
    await cluster.untilStatus(arn, 'PENDING')
    await cluster.call('StopTask', { task: arn, reason: 'enough' })
    const asked = Date.now()
    const task = await cluster.untilStatus(arn, 'STOPPED')
    expect(task).toMatchObject({ stopCode: 'UserInitiated', stoppedReason: 'enough' })
    expect(Date.now() - asked).toBeLessThan(1000)
  })

  it('go on where the way is mended while they try', async () => {
    const { vpc, closed } = await account.network()
    const arn = await account.launch({ image }, ['ecr:*'], within(closed))
    await cluster.untilStatus(arn, 'PENDING')
    const { RouteTables } = await account.call<{
      RouteTables: { RouteTableId: string; Associations: { Main?: boolean }[] }[]
    }>('ec2', 'DescribeRouteTables', { Filters: [{ Name: 'association.subnet-id', Values: [closed] }] })
    const { InternetGateways } = await account.call<{ InternetGateways: { InternetGatewayId: string }[] }>(
      'ec2',
      'DescribeInternetGateways',
      { Filters: [{ Name: 'attachment.vpc-id', Values: [vpc] }] },
    )
    await account.call('ec2', 'CreateRoute', {
      RouteTableId: RouteTables[0]?.RouteTableId,
      DestinationCidrBlock: '0.0.0.0/0',
      GatewayId: InternetGateways[0]?.InternetGatewayId,
    })
    await cluster.untilStatus(arn, 'RUNNING')
  })

  it('of one service fail in one subnet and not in another, and the service says so', async () => {
    const { open, closed } = await account.network()
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
    const told = row && launchOfService(view, row, account.options())
    expect(told && troublesOf(told)).toEqual([`image/app ${closed} registry-unreachable`])
    expect(told?.outcome).toMatchObject({ subnetId: closed, stopCode: 'TaskFailedToStart' })
  })

  it('come out of a subnet with endpoints alone, but not to a bucket of another region', async () => {
    const { vpc, closed } = await account.network()
    await account.call('ec2', 'ModifyVpcAttribute', { VpcId: vpc, EnableDnsHostnames: { Value: true } })
    const { SecurityGroups: groups } = await account.call<{ SecurityGroups: { GroupId: string }[] }>(
      'ec2',
      'DescribeSecurityGroups',
      { Filters: [{ Name: 'vpc-id', Values: [vpc] }] },
    )
    for (const service of ['ecr.api', 'ecr.dkr']) {
      await account.call('ec2', 'CreateVpcEndpoint', {
        VpcId: vpc,
        VpcEndpointType: 'Interface',
        ServiceName: `com.amazonaws.${place.region}.${service}`,
        SubnetIds: [closed],
        SecurityGroupIds: groups.map(({ GroupId }) => GroupId),
        PrivateDnsEnabled: true,
      })
    }
    const { RouteTables: tables } = await account.call<{ RouteTables: { RouteTableId: string }[] }>(
      'ec2',
      'DescribeRouteTables',
      { Filters: [{ Name: 'association.subnet-id', Values: [closed] }] },
    )
    const withoutLayers = await account.launch({ image }, ['ecr:*', 's3:*'], within(closed))
    expect(await account.reasonOf(withoutLayers)).toMatch(
      /^CannotPullContainerError: ref pull has been retried 5 time\(s\): failed to copy: httpReadSeeker: failed open: failed to do request: Get "https:\/\/prod-us-east-1-starport-layer-bucket\.s3\.us-east-1\.amazonaws\.com\/.*dial tcp [\d.]+:443: i\/o timeout$/,
    )
    await account.call('ec2', 'CreateVpcEndpoint', {
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
    expect(await account.reasonOf(await fileIn('far', 'us-east-2'))).toBe(
      'ResourceInitializationError: failed to download env files: file download command: non empty error stream: service call has been retried 5 time(s): RequestCanceled: request context canceled caused by: context deadline exceeded',
    )
    await cluster.untilStatus(await fileIn('near', place.region), 'RUNNING')
    expect(host.specs.at(-1)?.environment['A']).toBe('1')
  })

  it('tell of a security group that is gone', async () => {
    const { vpc, open } = await account.network()
    const { GroupId } = await account.call<{ GroupId: string }>('ec2', 'CreateSecurityGroup', {
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
    await account.call('ec2', 'DeleteSecurityGroup', { GroupId })
    await cluster.call('UpdateService', { service: 's', desiredCount: 1 })
    const said = `(service s) was unable to place a task. Reason: Unexpected EC2 error while attempting to Create Network Interface with public IP assignment enabled in subnet '${open}': InvalidGroup.NotFound.`
    await cluster.until(() => cluster.events(service).includes(said))
  })
})
