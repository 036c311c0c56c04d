import type { ResourceHandler } from '../../resource-handler.ts'
import { tagsAtCreation, updateTags } from './ec2-tags.ts'

/** `AWS::EC2::NetworkAcl` */
export const networkAcl: ResourceHandler = {
  type: 'AWS::EC2::NetworkAcl',
  properties: ['VpcId', 'Tags'],
  replacedBy: ['VpcId'],
  create: async (properties, context) => {
    const { NetworkAcl } = await context.call<{ NetworkAcl: { NetworkAclId: string } }>(
      'ec2',
      'CreateNetworkAcl',
      {
        VpcId: properties.requiredText('VpcId'),
        ...tagsAtCreation('network-acl', properties),
        ClientToken: context.token,
      },
    )
    return NetworkAcl.NetworkAclId
  },
  attributes: async (Id) => await Promise.resolve({ Id }),
  update: updateTags,
  remove: async (NetworkAclId, _, context) => {
    await context.call('ec2', 'DeleteNetworkAcl', { NetworkAclId })
  },
}
