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
  recover: async (properties, context) => {
    const [VpcId, id] = [properties.requiredText('VpcId'), properties.requiredText('InternetGatewayId')]
    const { InternetGateways } = await context.call<{
      InternetGateways: { Attachments?: { VpcId: string }[] }[]
    }>('ec2', 'DescribeInternetGateways', { InternetGatewayIds: [id] })
    const attached = InternetGateways.flatMap(({ Attachments = [] }) => Attachments)
    return attached.some((attachment) => attachment.VpcId === VpcId) ? `IGW|${VpcId}` : undefined
  },
  attributes: async () => await Promise.resolve({ AttachmentType: 'IGW' }),
  remove: async (physicalId, properties, context) => {
    const VpcId = physicalId.slice(physicalId.indexOf('|') + 1)
    const InternetGatewayId = properties.requiredText('InternetGatewayId')
    await context.call('ec2', 'DetachInternetGateway', { VpcId, InternetGatewayId })
  },
}
