import type { ResourceHandler } from '../../resource-handler.ts'
import { tagsAtCreation, updateTags } from './ec2-tags.ts'

/** `AWS::EC2::InternetGateway` */
export const internetGateway: ResourceHandler = {
  type: 'AWS::EC2::InternetGateway',
  properties: ['Tags'],
  replacedBy: [],
  create: async (properties, context) => {
    const { InternetGateway } = await context.call<{ InternetGateway: { InternetGatewayId: string } }>(
      'ec2',
      'CreateInternetGateway',
      tagsAtCreation('internet-gateway', properties),
    )
    return InternetGateway.InternetGatewayId
  },
  attributes: async (InternetGatewayId) => await Promise.resolve({ InternetGatewayId }),
  update: updateTags,
  remove: async (InternetGatewayId, _, context) => {
    await context.call('ec2', 'DeleteInternetGateway', { InternetGatewayId })
  },
}
