import type { ResourceHandler } from '../../resource-handler.ts'

/** `AWS::EC2::VPCDHCPOptionsAssociation` */
export const vpcDhcpOptionsAssociation: ResourceHandler = {
  type: 'AWS::EC2::VPCDHCPOptionsAssociation',
  properties: ['DhcpOptionsId', 'VpcId'],
  replacedBy: ['VpcId'],
  create: async (properties, context) => {
    const DhcpOptionsId = properties.requiredText('DhcpOptionsId')
    const VpcId = properties.requiredText('VpcId')
    await context.call('ec2', 'AssociateDhcpOptions', { DhcpOptionsId, VpcId })
    return `${DhcpOptionsId}|${VpcId}`
  },
  update: async ({ after }, context) => {
    const DhcpOptionsId = after.requiredText('DhcpOptionsId')
    await context.call('ec2', 'AssociateDhcpOptions', { DhcpOptionsId, VpcId: after.requiredText('VpcId') })
  },
  remove: async (_, properties, context) => {
    const VpcId = properties.requiredText('VpcId')
    await context.call('ec2', 'AssociateDhcpOptions', { DhcpOptionsId: 'default', VpcId })
  },
}
