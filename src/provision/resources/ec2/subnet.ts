import type { Properties } from '../../properties.ts'
import type { Attributes, ResourceContext, ResourceHandler } from '../../resource-handler.ts'
import { tagsAtCreation, updateTags } from './ec2-tags.ts'

const atCreation = [
  'VpcId',
  'CidrBlock',
  'AvailabilityZone',
  'AvailabilityZoneId',
  'Ipv6CidrBlock',
  'Ipv6Native',
]
const modifiable = ['MapPublicIpOnLaunch', 'AssignIpv6AddressOnCreation', 'EnableDns64']

/** `AWS::EC2::Subnet` */
export const subnet: ResourceHandler = {
  type: 'AWS::EC2::Subnet',
  properties: [...atCreation, ...modifiable, 'Tags'],
  leftOut: [
    'EnableLniAtDeviceIndex',
    'Ipv4IpamPoolId',
    'Ipv4NetmaskLength',
    'Ipv6IpamPoolId',
    'Ipv6NetmaskLength',
    'OutpostArn',
    'PrivateDnsNameOptionsOnLaunch',
  ],
  replacedBy: [...atCreation, 'OutpostArn'],
  create: async (properties, context) => {
    const { Subnet } = await context.call<{ Subnet: { SubnetId: string } }>('ec2', 'CreateSubnet', {
      ...properties.request('ec2', 'CreateSubnet', atCreation),
      ...tagsAtCreation('subnet', properties),
    })
    await context.begun(Subnet.SubnetId)
    await modify(
      Subnet.SubnetId,
      modifiable.filter((name) => properties.has(name)),
      properties,
      context,
    )
    return Subnet.SubnetId
  },
  recover: async (properties, context) => {
    const Filters = ['VpcId', 'CidrBlock'].map((name) => ({
      Name: name === 'VpcId' ? 'vpc-id' : 'cidr-block',
      Values: [properties.requiredText(name)],
    }))
    const { Subnets } = await context.call<{ Subnets: { SubnetId: string }[] }>('ec2', 'DescribeSubnets', {
      Filters,
    })
    return Subnets[0]?.SubnetId
  },
  attributes: subnetAttributes,
  liveAttributes: { Ipv6CidrBlocks: { secret: false } },
  liveAttribute: async (SubnetId, _, context) => {
    const found = await describe(SubnetId, context)
    return (found?.Ipv6CidrBlockAssociationSet ?? []).map(({ Ipv6CidrBlock }) => Ipv6CidrBlock)
  },
  update: async (change, context) => {
    const names = modifiable.filter((name) => change.changed.has(name))
    await modify(change.physicalId, names, change.after, context)
    await updateTags(change, context)
  },
  remove: async (SubnetId, _, context) => {
    await context.call('ec2', 'DeleteSubnet', { SubnetId })
  },
}

/** EC2 takes one attribute at a time. */
async function modify(
  SubnetId: string,
  names: readonly string[],
  properties: Properties,
  context: ResourceContext,
): Promise<void> {
  for (const name of names) {
    const Value = properties.boolean(name) ?? false
    await context.call('ec2', 'ModifySubnetAttribute', { SubnetId, [name]: { Value } })
  }
}

interface SubnetDescription {
  readonly VpcId: string
  readonly CidrBlock: string
  readonly AvailabilityZone: string
  readonly AvailabilityZoneId?: string
  readonly Ipv6CidrBlockAssociationSet?: readonly { Ipv6CidrBlock: string }[]
}

async function describe(SubnetId: string, context: ResourceContext): Promise<SubnetDescription | undefined> {
  const input = { SubnetIds: [SubnetId] }
  return (await context.call<{ Subnets: SubnetDescription[] }>('ec2', 'DescribeSubnets', input)).Subnets[0]
}

async function subnetAttributes(
  SubnetId: string,
  _: Properties,
  context: ResourceContext,
): Promise<Attributes> {
  const { NetworkAcls } = await context.call<{
    NetworkAcls: { Associations?: { SubnetId: string; NetworkAclAssociationId: string }[] }[]
  }>('ec2', 'DescribeNetworkAcls', { Filters: [{ Name: 'association.subnet-id', Values: [SubnetId] }] })
  const association = NetworkAcls.flatMap(({ Associations = [] }) => Associations).find(
    (candidate) => candidate.SubnetId === SubnetId,
  )
  const found = await describe(SubnetId, context)
  return {
    SubnetId,
    VpcId: found?.VpcId ?? '',
    CidrBlock: found?.CidrBlock ?? '',
    AvailabilityZone: found?.AvailabilityZone ?? '',
    AvailabilityZoneId: found?.AvailabilityZoneId ?? '',
    NetworkAclAssociationId: association?.NetworkAclAssociationId ?? '',
  }
}
