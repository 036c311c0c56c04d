import type { ResourceHandler } from '../../resource-handler.ts'

const members = ['VpcId', 'CidrBlock', 'AmazonProvidedIpv6CidrBlock', 'Ipv6CidrBlock', 'Ipv6Pool']

interface Association {
  readonly AssociationId: string
  readonly CidrBlock: string
}

interface Associated {
  readonly CidrBlockAssociation?: { readonly AssociationId: string }
  readonly Ipv6CidrBlockAssociation?: { readonly AssociationId: string }
}

/** `AWS::EC2::VPCCidrBlock` */
export const vpcCidrBlock: ResourceHandler = {
  type: 'AWS::EC2::VPCCidrBlock',
  properties: members,
  leftOut: [
    'Ipv4IpamPoolId',
    'Ipv4NetmaskLength',
    'Ipv6CidrBlockNetworkBorderGroup',
    'Ipv6IpamPoolId',
    'Ipv6NetmaskLength',
  ],
  replacedBy: 'any',
  create: async (properties, context) => {
    const input = properties.request('ec2', 'AssociateVpcCidrBlock', members)
    const output = await context.call<Associated>('ec2', 'AssociateVpcCidrBlock', input)
    return (output.CidrBlockAssociation ?? output.Ipv6CidrBlockAssociation)?.AssociationId ?? ''
  },
  recover: async (properties, context) => {
    const VpcIds = [properties.requiredText('VpcId')]
    const { Vpcs } = await context.call<{ Vpcs: { CidrBlockAssociationSet?: Association[] }[] }>(
      'ec2',
      'DescribeVpcs',
      { VpcIds },
    )
    const associations = Vpcs.flatMap(({ CidrBlockAssociationSet = [] }) => CidrBlockAssociationSet)
    return associations.find(({ CidrBlock }) => CidrBlock === properties.text('CidrBlock'))?.AssociationId
  },
  attributes: async (Id) => await Promise.resolve({ Id }),
  remove: async (AssociationId, _, context) => {
    await context.call('ec2', 'DisassociateVpcCidrBlock', { AssociationId })
  },
}
