import type { Properties } from '../../properties.ts'
import type { ResourceContext, ResourceHandler } from '../../resource-handler.ts'
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
    await accept(VpcPeeringConnectionId, properties, context)
    return VpcPeeringConnectionId
  },
  recover: async (properties, context) => {
    const input = {
      Filters: [
        { Name: 'requester-vpc-info.vpc-id', Values: [properties.requiredText('VpcId')] },
        { Name: 'accepter-vpc-info.vpc-id', Values: [properties.requiredText('PeerVpcId')] },
        { Name: 'status-code', Values: ['pending-acceptance', 'active'] },
      ],
    }
    const { VpcPeeringConnections } = await context.call<{
      VpcPeeringConnections: { VpcPeeringConnectionId: string; Status: { Code: string } }[]
    }>('ec2', 'DescribeVpcPeeringConnections', input)
    const [connection] = VpcPeeringConnections
    if (connection?.Status.Code === 'pending-acceptance')
      await accept(connection.VpcPeeringConnectionId, properties, context)
    return connection?.VpcPeeringConnectionId
  },
  attributes: async (Id) => await Promise.resolve({ Id }),
  update: updateTags,
  remove: async (VpcPeeringConnectionId, _, context) => {
    await context.call('ec2', 'DeleteVpcPeeringConnection', { VpcPeeringConnectionId })
  },
}

async function accept(
  VpcPeeringConnectionId: string,
  properties: Properties,
  context: ResourceContext,
): Promise<void> {
  const sameAccount = (properties.text('PeerOwnerId') ?? context.account) === context.account
  const sameRegion = (properties.text('PeerRegion') ?? context.region) === context.region
  if (sameAccount && sameRegion)
    await context.call('ec2', 'AcceptVpcPeeringConnection', { VpcPeeringConnectionId })
}
