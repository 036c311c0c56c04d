import { EC2 } from '@aws-sdk/client-ec2'
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs'
import { ECS, type CreateServiceRequest, type RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs'
import { IAM } from '@aws-sdk/client-iam'
import { KMS } from '@aws-sdk/client-kms'
import { SecretsManager } from '@aws-sdk/client-secrets-manager'
import { SSM } from '@aws-sdk/client-ssm'
import type { ProjectRecords } from '../../src/inputs/records/project-records.ts'
import type { WorldRecord } from '../../src/inputs/records/world-record.ts'
import { apiShape } from '../../src/inputs/world/api-shape.ts'

/** Where the account is. */
export interface BuildTarget {
  readonly endpoint: string
  readonly region: string
}

/** Properties as a test reads them: what is missing in a template fails in the call. */
// oxlint-disable-next-line typescript/no-explicit-any
type Properties = Record<string, any>
type Build = (properties: Properties, record: WorldRecord) => Promise<string | undefined>

/**
 * Makes what a project says in an account that is not Seatrial's, with the official clients: what a deployment of the
 * template would leave there. Types that are not made are given back.
 */
export async function buildAccount(records: ProjectRecords, target: BuildTarget): Promise<readonly string[]> {
  const builders = buildersFor(records, target)
  const ids = new Map<string, string>()
  const left = new Set<string>()
  for (const type of order) {
    for (const record of records.ofType(type)) {
      const made = await builders[type]?.(withIds(record, ids), record)
      if (made !== undefined) ids.set(record.names[0] ?? record.id, made)
    }
  }
  for (const { type } of records.all) if (!order.includes(type)) left.add(type)
  return [...left]
}

/** What refers to something comes after it. */
const order = [
  ...['VPC', 'InternetGateway', 'VPCGatewayAttachment', 'RouteTable', 'Subnet', 'EIP', 'NatGateway', 'Route'],
  ...['SubnetRouteTableAssociation', 'SecurityGroup', 'SecurityGroupIngress', 'VPCEndpoint'],
]
  .map((kind) => `AWS::EC2::${kind}`)
  .concat(['AWS::KMS::Key', 'AWS::SecretsManager::Secret', 'AWS::SSM::Parameter', 'AWS::Logs::LogGroup'])
  .concat(['AWS::IAM::Role', 'AWS::ECS::Cluster', 'AWS::ECS::TaskDefinition', 'AWS::ECS::Service'])

function withIds(record: WorldRecord, ids: ReadonlyMap<string, string>): Properties {
  let text = JSON.stringify(record.properties)
  for (const [name, id] of ids) {
    text = text.replaceAll(JSON.stringify(name), JSON.stringify(id))
    // A secret's ARN goes on with the JSON key that is meant.
    if (name.startsWith('arn:')) text = text.replaceAll(`"${name}:`, `"${id}:`)
  }
  return JSON.parse(text) as Properties
}

function buildersFor(records: ProjectRecords, target: BuildTarget): Readonly<Record<string, Build>> {
  const config = { ...target, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } }
  return { ...networkBuilders(new EC2(config)), ...otherBuilders(records, config) }
}

function networkBuilders(ec2: EC2): Readonly<Record<string, Build>> {
  const permissions = (rules: readonly Properties[]): Properties[] =>
    rules.map(({ IpProtocol, FromPort, ToPort, CidrIp, SourceSecurityGroupId }) => ({
      IpProtocol: String(IpProtocol),
      FromPort: FromPort === undefined ? undefined : Number(FromPort),
      ToPort: ToPort === undefined ? undefined : Number(ToPort),
      ...(CidrIp === undefined ? {} : { IpRanges: [{ CidrIp }] }),
      ...(SourceSecurityGroupId === undefined
        ? {}
        : { UserIdGroupPairs: [{ GroupId: SourceSecurityGroupId }] }),
    }))
  return {
    'AWS::EC2::VPC': async ({ CidrBlock, EnableDnsSupport, EnableDnsHostnames }) => {
      const VpcId = (await ec2.createVpc({ CidrBlock })).Vpc?.VpcId
      await ec2.modifyVpcAttribute({ VpcId, EnableDnsSupport: { Value: EnableDnsSupport !== false } })
      await ec2.modifyVpcAttribute({ VpcId, EnableDnsHostnames: { Value: EnableDnsHostnames === true } })
      return VpcId
    },
    'AWS::EC2::InternetGateway': async () =>
      (await ec2.createInternetGateway({})).InternetGateway?.InternetGatewayId,
    'AWS::EC2::VPCGatewayAttachment': async ({ VpcId, InternetGatewayId }) => {
      await ec2.attachInternetGateway({ VpcId, InternetGatewayId })
      return undefined
    },
    'AWS::EC2::RouteTable': async ({ VpcId }) =>
      (await ec2.createRouteTable({ VpcId })).RouteTable?.RouteTableId,
    'AWS::EC2::Route': async ({ RouteTableId, DestinationCidrBlock, GatewayId, NatGatewayId }) => {
      await ec2.createRoute({ RouteTableId, DestinationCidrBlock, GatewayId, NatGatewayId })
      return undefined
    },
    'AWS::EC2::Subnet': async ({ VpcId, CidrBlock, AvailabilityZone }) =>
      (await ec2.createSubnet({ VpcId, CidrBlock, AvailabilityZone })).Subnet?.SubnetId,
    'AWS::EC2::SubnetRouteTableAssociation': async ({ SubnetId, RouteTableId }) => {
      await ec2.associateRouteTable({ SubnetId, RouteTableId })
      return undefined
    },
    'AWS::EC2::SecurityGroup': async (
      { VpcId, GroupDescription, SecurityGroupIngress, SecurityGroupEgress },
      { id },
    ) => {
      const { GroupId } = await ec2.createSecurityGroup({
        VpcId,
        GroupName: id,
        Description: GroupDescription,
      })
      if (SecurityGroupIngress) {
        await ec2.authorizeSecurityGroupIngress({ GroupId, IpPermissions: permissions(SecurityGroupIngress) })
      }
      if (SecurityGroupEgress) {
        const everything = [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }]
        await ec2.revokeSecurityGroupEgress({ GroupId, IpPermissions: everything })
        await ec2.authorizeSecurityGroupEgress({ GroupId, IpPermissions: permissions(SecurityGroupEgress) })
      }
      return GroupId
    },
    'AWS::EC2::SecurityGroupIngress': async (rule) => {
      await ec2.authorizeSecurityGroupIngress({ GroupId: rule.GroupId, IpPermissions: permissions([rule]) })
      return undefined
    },
    'AWS::EC2::EIP': async () => (await ec2.allocateAddress({ Domain: 'vpc' })).AllocationId,
    'AWS::EC2::NatGateway': async ({ SubnetId, ConnectivityType }) => {
      const { AllocationId } = await ec2.allocateAddress({ Domain: 'vpc' })
      return (await ec2.createNatGateway({ SubnetId, AllocationId, ConnectivityType })).NatGateway
        ?.NatGatewayId
    },
    'AWS::EC2::VPCEndpoint': async (given) => {
      const {
        VpcId,
        ServiceName,
        VpcEndpointType,
        SubnetIds,
        SecurityGroupIds,
        PrivateDnsEnabled,
        RouteTableIds,
      } = given
      const made = await ec2.createVpcEndpoint({
        ...{ VpcId, ServiceName, VpcEndpointType, SubnetIds, SecurityGroupIds, RouteTableIds },
        PrivateDnsEnabled: PrivateDnsEnabled === true,
      })
      return made.VpcEndpoint?.VpcEndpointId
    },
  }
}

function otherBuilders(
  records: ProjectRecords,
  config: BuildTarget & { readonly credentials: { accessKeyId: string; secretAccessKey: string } },
): Readonly<Record<string, Build>> {
  const [ecs, iam, kms, logs] = [
    new ECS(config),
    new IAM(config),
    new KMS(config),
    new CloudWatchLogs(config),
  ]
  const [secrets, ssm] = [new SecretsManager(config), new SSM(config)]
  return {
    'AWS::KMS::Key': async ({ KeyPolicy }) =>
      (await kms.createKey(KeyPolicy ? { Policy: JSON.stringify(KeyPolicy) } : {})).KeyMetadata?.KeyId,
    'AWS::SecretsManager::Secret': async ({ Name, SecretString, KmsKeyId }) =>
      (await secrets.createSecret({ Name, SecretString, KmsKeyId })).ARN,
    'AWS::SSM::Parameter': async ({ Name, Type, Value }) => {
      await ssm.putParameter({ Name, Type, Value })
      return undefined
    },
    'AWS::Logs::LogGroup': async ({ LogGroupName: logGroupName }) => {
      await logs.createLogGroup({ logGroupName })
      return undefined
    },
    'AWS::IAM::Role': async ({
      RoleName,
      AssumeRolePolicyDocument,
      Policies = [],
      ManagedPolicyArns = [],
    }) => {
      const { Role } = await iam.createRole({
        RoleName,
        AssumeRolePolicyDocument: JSON.stringify(AssumeRolePolicyDocument),
      })
      for (const { PolicyName, PolicyDocument } of Policies as Properties[]) {
        await iam.putRolePolicy({ RoleName, PolicyName, PolicyDocument: JSON.stringify(PolicyDocument) })
      }
      for (const PolicyArn of ManagedPolicyArns as string[])
        await iam.attachRolePolicy({ RoleName, PolicyArn })
      return Role?.Arn === undefined ? undefined : RoleName
    },
    'AWS::ECS::Cluster': async ({ ClusterName: clusterName }) => {
      await ecs.createCluster({ clusterName })
      return undefined
    },
    'AWS::ECS::TaskDefinition': async (given) => {
      const input = apiShape(given, records.unknowns) as unknown as RegisterTaskDefinitionRequest
      return (await ecs.registerTaskDefinition(input)).taskDefinition?.taskDefinitionArn
    },
    'AWS::ECS::Service': async (given) => {
      // Moto asks for the list of security groups, which ECS does not.
      const network = given.NetworkConfiguration?.AwsvpcConfiguration
      if (network) network.SecurityGroups ??= []
      const shape = apiShape(given, records.unknowns) as unknown as CreateServiceRequest
      return (await ecs.createService({ ...shape, desiredCount: Number(given.DesiredCount ?? 1) })).service
        ?.serviceArn
    },
  }
}
