import type { ResourceHandler } from '../../resource-handler.ts'

/** `AWS::EC2::VPCGatewayAttachment`. Gateways of virtual private networks are not taken. */
export const vpcGatewayAttachment: ResourceHandler = {
  type: 'AWS::EC2::VPCGatewayAttachment',
  properties: ['InternetGatewayId', 'VpcId'],
  leftOut: ['VpnGatewayId'],
  replacedBy: 'any',
  create: async (properties, context) => {
    const VpcId = properties.requiredText('VpcId')
    const InternetGatewayId = properties.requiredText('InternetGatewayId')
    await context.call('ec2', 'AttachInternetGateway', { VpcId, InternetGatewayId })
    return `IGW|${VpcId}`
  },
  attributes: async () => await Promise.resolve({ AttachmentType: 'IGW' }),
  remove: async (physicalId, properties, context) => {
    const VpcId = physicalId.slice(physicalId.indexOf('|') + 1)
    const InternetGatewayId = properties.requiredText('InternetGatewayId')
    await context.call('ec2', 'DetachInternetGateway', { VpcId, InternetGatewayId })
  },
}
