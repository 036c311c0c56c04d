import type { ResourceHandler } from '../../resource-handler.ts'
import { tagsAtCreation, updateTags } from './ec2-tags.ts'

/** `AWS::EC2::EgressOnlyInternetGateway` */
export const egressOnlyInternetGateway: ResourceHandler = {
  type: 'AWS::EC2::EgressOnlyInternetGateway',
  properties: ['VpcId', 'Tags'],
  replacedBy: ['VpcId'],
  create: async (properties, context) => {
    const { EgressOnlyInternetGateway } = await context.call<{
      EgressOnlyInternetGateway: { EgressOnlyInternetGatewayId: string }
    }>('ec2', 'CreateEgressOnlyInternetGateway', {
      VpcId: properties.requiredText('VpcId'),
      ...tagsAtCreation('egress-only-internet-gateway', properties),
      ClientToken: context.token,
    })
    return EgressOnlyInternetGateway.EgressOnlyInternetGatewayId
  },
  attributes: async (Id) => await Promise.resolve({ Id }),
  update: updateTags,
  remove: async (EgressOnlyInternetGatewayId, _, context) => {
    await context.call('ec2', 'DeleteEgressOnlyInternetGateway', { EgressOnlyInternetGatewayId })
  },
}
