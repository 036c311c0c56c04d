import type { ResourceHandler } from '../../resource-handler.ts'

interface Association {
  readonly AssociationId: string
  readonly Ipv6CidrBlock: string
}

/** `AWS::EC2::SubnetCidrBlock` */
export const subnetCidrBlock: ResourceHandler = {
  type: 'AWS::EC2::SubnetCidrBlock',
  properties: ['SubnetId', 'Ipv6CidrBlock'],
  leftOut: ['Ipv6IpamPoolId', 'Ipv6NetmaskLength'],
  replacedBy: 'any',
  create: async (properties, context) => {
    const input = properties.request('ec2', 'AssociateSubnetCidrBlock', ['SubnetId', 'Ipv6CidrBlock'])
    const { Ipv6CidrBlockAssociation } = await context.call<{
      Ipv6CidrBlockAssociation: { AssociationId: string }
    }>('ec2', 'AssociateSubnetCidrBlock', input)
    return Ipv6CidrBlockAssociation.AssociationId
  },
  recover: async (properties, context) => {
    const SubnetIds = [properties.requiredText('SubnetId')]
    const { Subnets } = await context.call<{ Subnets: { Ipv6CidrBlockAssociationSet?: Association[] }[] }>(
      'ec2',
      'DescribeSubnets',
      { SubnetIds },
    )
    const associations = Subnets.flatMap(
      ({ Ipv6CidrBlockAssociationSet = [] }) => Ipv6CidrBlockAssociationSet,
    )
    return associations.find(({ Ipv6CidrBlock }) => Ipv6CidrBlock === properties.text('Ipv6CidrBlock'))
      ?.AssociationId
  },
  attributes: async (Id) => await Promise.resolve({ Id }),
  remove: async (AssociationId, _, context) => {
    await context.call('ec2', 'DisassociateSubnetCidrBlock', { AssociationId })
  },
}
