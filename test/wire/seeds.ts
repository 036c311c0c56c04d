import type { FrontDoor } from '../../src/aws/front-door.ts'
import { KnownValues } from './references.ts'

type Output = Readonly<Record<string, unknown>>
type Call = (operation: string, input?: object, service?: string) => Promise<Output>

const token = (digit: string): string => digit.repeat(36)
const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' },
})
const allow = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
})

/** An account that is not empty. */
export interface Seeded {
  readonly known: KnownValues
  /** The inputs by which it was made, by operation: they fit. */
  readonly inputs: Readonly<Record<string, object>>
}

/** Makes one of each kind of thing that a service has, in this account; gives what exists there then. */
export async function seedAccount(door: FrontDoor, service: string, account: string): Promise<Seeded> {
  const known = new KnownValues()
  const inputs: Record<string, object> = {}
  const call: Call = async (operation, input = {}, of = service) => {
    const output = (await door.invoke(of, operation, input, { account, region: 'us-east-1' })) as Output
    known.learn(input)
    if (of === service) inputs[operation] = input
    known.learn(output)
    return output
  }
  await seeds[service]?.(call, account)
  return { known, inputs }
}

/** One value inside an output: `at(output, 'Vpc', 'VpcId')`. */
function at(output: unknown, ...path: readonly (string | number)[]): string {
  let value = output
  for (const step of path) value = (value as Record<string | number, unknown>)[step]
  return value as string
}

const seeds: Readonly<Record<string, (call: Call, account: string) => Promise<void>>> = {
  ecs: async (call) => {
    await call('CreateCluster', { clusterName: 'default', tags: [{ key: 'a', value: 'b' }] })
    await call('CreateRole', { RoleName: 'tasks', AssumeRolePolicyDocument: trust }, 'iam')
    const subnets = await call('DescribeSubnets', {}, 'ec2')
    const groups = await call('DescribeSecurityGroups', {}, 'ec2')
    const network = {
      awsvpcConfiguration: {
        subnets: [at(subnets, 'Subnets', 0, 'SubnetId')],
        securityGroups: [at(groups, 'SecurityGroups', 0, 'GroupId')],
      },
    }
    const definition = {
      family: 'web',
      requiresCompatibilities: ['FARGATE'],
      networkMode: 'awsvpc',
      cpu: '256',
      memory: '512',
      containerDefinitions: [
        { name: 'app', image: 'nginx', portMappings: [{ containerPort: 80, name: 'http' }] },
      ],
    }
    await call('RegisterTaskDefinition', definition)
    await call('RegisterTaskDefinition', definition)
    const run = {
      cluster: 'default',
      taskDefinition: 'web:1',
      launchType: 'FARGATE',
      networkConfiguration: network,
    }
    await call('RunTask', run)
    await call('CreateService', { ...run, serviceName: 'web', desiredCount: 1 })
    await call('DescribeServices', { cluster: 'default', services: ['web'] })
    await call('ListServiceDeployments', { cluster: 'default', service: 'web' })
    await call('PutAccountSetting', { name: 'containerInsights', value: 'enabled' })
  },

  ec2: async (call) => {
    for (const operation of [
      'Vpcs',
      'Subnets',
      'RouteTables',
      'SecurityGroups',
      'NetworkAcls',
      'InternetGateways',
    ])
      await call(`Describe${operation}`)
    const vpc = at(await call('CreateVpc', { CidrBlock: '10.9.0.0/16' }), 'Vpc', 'VpcId')
    const other = at(await call('CreateVpc', { CidrBlock: '10.8.0.0/16' }), 'Vpc', 'VpcId')
    const subnet = at(
      await call('CreateSubnet', { VpcId: vpc, CidrBlock: '10.9.1.0/24' }),
      'Subnet',
      'SubnetId',
    )
    const table = at(await call('CreateRouteTable', { VpcId: vpc }), 'RouteTable', 'RouteTableId')
    await call('AssociateRouteTable', { RouteTableId: table, SubnetId: subnet })
    const gateway = at(await call('CreateInternetGateway'), 'InternetGateway', 'InternetGatewayId')
    await call('AttachInternetGateway', { VpcId: vpc, InternetGatewayId: gateway })
    await call('CreateRoute', { RouteTableId: table, DestinationCidrBlock: '0.0.0.0/0', GatewayId: gateway })
    const address = at(await call('AllocateAddress', { Domain: 'vpc' }), 'AllocationId')
    await call('AllocateAddress', { Domain: 'vpc' })
    await call('CreateNatGateway', { SubnetId: subnet, AllocationId: address })
    const group = at(
      await call('CreateSecurityGroup', { VpcId: vpc, GroupName: 'g', Description: 'd' }),
      'GroupId',
    )
    const rule = { IpProtocol: 'tcp', FromPort: 80, ToPort: 80, IpRanges: [{ CidrIp: '10.0.0.0/8' }] }
    await call('AuthorizeSecurityGroupIngress', { GroupId: group, IpPermissions: [rule] })
    await call('CreateNetworkInterface', { SubnetId: subnet, Groups: [group] })
    const acl = at(await call('CreateNetworkAcl', { VpcId: vpc }), 'NetworkAcl', 'NetworkAclId')
    const entry = {
      RuleNumber: 100,
      Protocol: '6',
      RuleAction: 'allow',
      Egress: false,
      CidrBlock: '0.0.0.0/0',
    }
    await call('CreateNetworkAclEntry', { NetworkAclId: acl, ...entry, PortRange: { From: 80, To: 80 } })
    await call('CreateVpcEndpoint', {
      VpcId: vpc,
      ServiceName: 'com.amazonaws.us-east-1.s3',
      RouteTableIds: [table],
    })
    await call('CreateVpcPeeringConnection', { VpcId: vpc, PeerVpcId: other })
    await call('CreateDhcpOptions', { DhcpConfigurations: [{ Key: 'domain-name', Values: ['a.b'] }] })
    await call('CreateEgressOnlyInternetGateway', { VpcId: vpc })
    await call('CreateTags', { Resources: [vpc], Tags: [{ Key: 'Name', Value: 'main' }] })
    for (const operation of ['NetworkAcls', 'ManagedPrefixLists', 'RouteTables', 'SecurityGroupRules'])
      await call(`Describe${operation}`)
  },

  iam: async (call) => {
    await call('CreateRole', {
      RoleName: 'tasks',
      AssumeRolePolicyDocument: trust,
      Tags: [{ Key: 'a', Value: 'b' }],
    })
    const policy = at(
      await call('CreatePolicy', { PolicyName: 'read', PolicyDocument: allow }),
      'Policy',
      'Arn',
    )
    await call('CreatePolicyVersion', { PolicyArn: policy, PolicyDocument: allow })
    await call('AttachRolePolicy', { RoleName: 'tasks', PolicyArn: policy })
    await call('PutRolePolicy', { RoleName: 'tasks', PolicyName: 'inline', PolicyDocument: allow })
    await call('CreateInstanceProfile', { InstanceProfileName: 'profile' })
    await call('AddRoleToInstanceProfile', { InstanceProfileName: 'profile', RoleName: 'tasks' })
    await call('CreateUser', { UserName: 'ada' })
    await call('AttachUserPolicy', { UserName: 'ada', PolicyArn: policy })
    await call('PutUserPolicy', { UserName: 'ada', PolicyName: 'inline', PolicyDocument: allow })
    await call('CreateAccessKey', { UserName: 'ada' })
    await call('CreateServiceLinkedRole', { AWSServiceName: 'ecs.amazonaws.com' })
  },

  sts: async (call) => {
    await call('CreateRole', { RoleName: 'tasks', AssumeRolePolicyDocument: trust }, 'iam')
  },

  ssm: async (call) => {
    await call('PutParameter', {
      Name: '/app/a',
      Value: 'one',
      Type: 'String',
      Tags: [{ Key: 'a', Value: 'b' }],
    })
    await call('PutParameter', { Name: '/app/secret', Value: 'two', Type: 'SecureString' })
    await call('PutParameter', { Name: 'plain', Value: 'a,b', Type: 'StringList' })
    await call('PutParameter', { Name: 'plain', Value: 'a,c', Type: 'StringList', Overwrite: true })
    await call('LabelParameterVersion', { Name: 'plain', ParameterVersion: 1, Labels: ['old'] })
  },

  secretsmanager: async (call) => {
    await call('CreateSecret', {
      Name: 'db',
      ClientRequestToken: token('1'),
      SecretString: '{"user":"a"}',
      Tags: [{ Key: 'a', Value: 'b' }],
    })
    await call('CreateSecret', { Name: 'gone', ClientRequestToken: token('2'), SecretString: 'x' })
    await call('PutSecretValue', {
      SecretId: 'db',
      ClientRequestToken: token('3'),
      SecretString: '{"user":"b"}',
    })
    await call('DeleteSecret', { SecretId: 'gone' })
    await call('ListSecretVersionIds', { SecretId: 'db' })
  },

  logs: async (call, account) => {
    await call('CreateLogGroup', { logGroupName: '/ecs/web', tags: { a: 'b' } })
    await call('CreateLogStream', { logGroupName: '/ecs/web', logStreamName: 'app/1' })
    const events = [{ timestamp: Date.now(), message: 'ERROR {"a":1}' }]
    await call('PutLogEvents', { logGroupName: '/ecs/web', logStreamName: 'app/1', logEvents: events })
    await call('DescribeLogGroups')
    const resourceArn = `arn:aws:logs:us-east-1:${account}:log-group:/ecs/web`
    await call('ListTagsForResource', { resourceArn })
    await call('GetLogEvents', { logGroupName: '/ecs/web', logStreamName: 'app/1' })
  },

  kms: async (call) => {
    const key = at(await call('CreateKey', { Description: 'd' }), 'KeyMetadata', 'KeyId')
    await call('CreateAlias', { AliasName: 'alias/app', TargetKeyId: key })
    const pending = at(await call('CreateKey'), 'KeyMetadata', 'KeyId')
    await call('ScheduleKeyDeletion', { KeyId: pending, PendingWindowInDays: 7 })
    const role = await call('CreateRole', { RoleName: 'tasks', AssumeRolePolicyDocument: trust }, 'iam')
    const grantee = at(role, 'Role', 'Arn')
    await call('CreateGrant', { KeyId: key, GranteePrincipal: grantee, Operations: ['Decrypt'] })
  },

  ecr: async (call) => {
    await call('CreateRepository', { repositoryName: 'app/web', tags: [{ Key: 'a', Value: 'b' }] })
    const digest = `sha256:${'a'.repeat(64)}`
    const imageManifest = JSON.stringify({
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest, size: 1 },
      layers: [],
    })
    await call('PutImage', { repositoryName: 'app/web', imageManifest, imageTag: 'latest' })
    await call('DescribeRepositories')
    await call('DescribeImages', { repositoryName: 'app/web' })
  },

  s3: async (call, account) => {
    const bucket = `bucket-${account}`
    await call('CreateBucket', { Bucket: bucket })
    await call('PutBucketVersioning', { Bucket: bucket, VersioningConfiguration: { Status: 'Enabled' } })
    await call('PutObject', { Bucket: bucket, Key: 'folder/a b.txt', Body: 'hello' })
    await call('PutObject', { Bucket: bucket, Key: 'plain', Body: 'hello', Metadata: { a: 'b' } })
    await call('PutObjectTagging', {
      Bucket: bucket,
      Key: 'plain',
      Tagging: { TagSet: [{ Key: 'a', Value: 'b' }] },
    })
    await call('CreateMultipartUpload', { Bucket: bucket, Key: 'big' })
    await call('CopyObject', { Bucket: bucket, Key: 'copied', CopySource: `${bucket}/plain` })
    await call('ListObjectVersions', { Bucket: bucket })
    const cors = { CORSRules: [{ AllowedMethods: ['GET'], AllowedOrigins: ['*'] }] }
    await call('PutBucketCors', { Bucket: bucket, CORSConfiguration: cors })
  },
}
