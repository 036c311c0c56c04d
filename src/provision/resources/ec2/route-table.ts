import type { ResourceHandler } from '../../resource-handler.ts'
import { tagsAtCreation, updateTags } from './ec2-tags.ts'

/** `AWS::EC2::RouteTable` */
export const routeTable: ResourceHandler = {
  type: 'AWS::EC2::RouteTable',
  properties: ['VpcId', 'Tags'],
  replacedBy: ['VpcId'],
  create: async (properties, context) => {
    const { RouteTable } = await context.call<{ RouteTable: { RouteTableId: string } }>(
      'ec2',
      'CreateRouteTable',
      {
        VpcId: properties.requiredText('VpcId'),
        ...tagsAtCreation('route-table', properties),
        ClientToken: context.token,
      },
    )
    return RouteTable.RouteTableId
  },
  attributes: async (RouteTableId) => await Promise.resolve({ RouteTableId }),
  update: updateTags,
  remove: async (RouteTableId, _, context) => {
    await context.call('ec2', 'DeleteRouteTable', { RouteTableId })
  },
}
