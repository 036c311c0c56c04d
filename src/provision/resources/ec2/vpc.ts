import type { Properties } from '../../properties.ts'
import type { Attributes, ResourceContext, ResourceHandler } from '../../resource-handler.ts'
import { tagsAtCreation, updateTags } from './ec2-tags.ts'

const atCreation = ['CidrBlock', 'InstanceTenancy']

/** `AWS::EC2::VPC` */
export const vpc: ResourceHandler = {
  type: 'AWS::EC2::VPC',
  properties: [...atCreation, 'EnableDnsHostnames', 'EnableDnsSupport', 'Tags'],
  leftOut: ['Ipv4IpamPoolId', 'Ipv4NetmaskLength'],
  replacedBy: atCreation,
  create: async (properties, context) => {
    const { Vpc } = await context.call<{ Vpc: { VpcId: string } }>('ec2', 'CreateVpc', {
      ...properties.request('ec2', 'CreateVpc', atCreation),
      ...tagsAtCreation('vpc', properties),
    })
    await context.begun(Vpc.VpcId)
    await setDns(Vpc.VpcId, properties, context)
    return Vpc.VpcId
  },
  attributes: vpcAttributes,
  liveAttributes: { CidrBlockAssociations: { secret: false }, Ipv6CidrBlocks: { secret: false } },
  liveAttribute: async (VpcId, name, context) => {
    const found = await describe(VpcId, context)
    return name === 'Ipv6CidrBlocks'
      ? (found?.Ipv6CidrBlockAssociationSet ?? []).map(({ Ipv6CidrBlock }) => Ipv6CidrBlock)
      : (found?.CidrBlockAssociationSet ?? []).map(({ AssociationId }) => AssociationId)
  },
  update: async (change, context) => {
    await setDns(change.physicalId, change.after, context)
    await updateTags(change, context)
  },
  remove: async (VpcId, _, context) => {
    await context.call('ec2', 'DeleteVpc', { VpcId })
  },
}

/** A VPC that is made has DNS support, and no DNS host names. */
async function setDns(VpcId: string, properties: Properties, context: ResourceContext): Promise<void> {
  const support = properties.boolean('EnableDnsSupport') ?? true
  const names = properties.boolean('EnableDnsHostnames') ?? false
  const modify = async (name: string, Value: boolean): Promise<void> => {
    await context.call('ec2', 'ModifyVpcAttribute', { VpcId, [name]: { Value } })
  }
  // Host names need support, so that each is turned on and off in the order that EC2 takes.
  if (support) await modify('EnableDnsSupport', true)
  await modify('EnableDnsHostnames', names)
  if (!support) await modify('EnableDnsSupport', false)
}

interface VpcDescription {
  readonly CidrBlock: string
  readonly CidrBlockAssociationSet?: readonly { AssociationId: string; CidrBlock: string }[]
  readonly Ipv6CidrBlockAssociationSet?: readonly { Ipv6CidrBlock: string }[]
}

async function describe(VpcId: string, context: ResourceContext): Promise<VpcDescription | undefined> {
  const { Vpcs } = await context.call<{ Vpcs: VpcDescription[] }>('ec2', 'DescribeVpcs', { VpcIds: [VpcId] })
  return Vpcs[0]
}

async function vpcAttributes(VpcId: string, _: Properties, context: ResourceContext): Promise<Attributes> {
  const found = await describe(VpcId, context)
  const vpcFilter = { Name: 'vpc-id', Values: [VpcId] }
  const { SecurityGroups } = await context.call<{ SecurityGroups: { GroupId: string }[] }>(
    'ec2',
    'DescribeSecurityGroups',
    { Filters: [vpcFilter, { Name: 'group-name', Values: ['default'] }] },
  )
  const { NetworkAcls } = await context.call<{ NetworkAcls: { NetworkAclId: string }[] }>(
    'ec2',
    'DescribeNetworkAcls',
    {
      Filters: [vpcFilter, { Name: 'default', Values: ['true'] }],
    },
  )
  return {
    VpcId,
    CidrBlock: found?.CidrBlock ?? '',
    DefaultSecurityGroup: SecurityGroups[0]?.GroupId ?? '',
    DefaultNetworkAcl: NetworkAcls[0]?.NetworkAclId ?? '',
  }
}
