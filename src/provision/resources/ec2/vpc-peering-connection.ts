import type { ResourceHandler } from '../../resource-handler.ts'
import { tagsAtCreation, updateTags } from './ec2-tags.ts'

const members = ['VpcId', 'PeerVpcId', 'PeerOwnerId', 'PeerRegion']

/** `AWS::EC2::VPCPeeringConnection`. Within one account and region the request is accepted at once. */
export const vpcPeeringConnection: ResourceHandler = {
  type: 'AWS::EC2::VPCPeeringConnection',
  properties: [...members, 'Tags'],
  leftOut: ['PeerRoleArn', 'AssumeRoleRegion'],
  replacedBy: members,
  create: async (properties, context) => {
    const { VpcPeeringConnection } = await context.call<{
      VpcPeeringConnection: { VpcPeeringConnectionId: string }
    }>('ec2', 'CreateVpcPeeringConnection', {
      ...properties.request('ec2', 'CreateVpcPeeringConnection', members),
      ...tagsAtCreation('vpc-peering-connection', properties),
    })
    const { VpcPeeringConnectionId } = VpcPeeringConnection
    await context.begun(VpcPeeringConnectionId)
    const sameAccount = (properties.text('PeerOwnerId') ?? context.account) === context.account
    const sameRegion = (properties.text('PeerRegion') ?? context.region) === context.region
    if (sameAccount && sameRegion) {
      await context.call('ec2', 'AcceptVpcPeeringConnection', { VpcPeeringConnectionId })
    }
    return VpcPeeringConnectionId
  },
  attributes: async (Id) => await Promise.resolve({ Id }),
  update: updateTags,
  remove: async (VpcPeeringConnectionId, _, context) => {
    await context.call('ec2', 'DeleteVpcPeeringConnection', { VpcPeeringConnectionId })
  },
}
