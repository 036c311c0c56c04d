import type { Properties } from '../../properties.ts'
import type { ResourceHandler } from '../../resource-handler.ts'

const destinations = ['DestinationCidrBlock', 'DestinationIpv6CidrBlock', 'DestinationPrefixListId']
const targets = [
  'GatewayId',
  'NatGatewayId',
  'NetworkInterfaceId',
  'VpcPeeringConnectionId',
  'EgressOnlyInternetGatewayId',
  'VpcEndpointId',
  'InstanceId',
  'TransitGatewayId',
  'CarrierGatewayId',
  'LocalGatewayId',
  'CoreNetworkArn',
]

/** `AWS::EC2::Route` */
export const route: ResourceHandler = {
  type: 'AWS::EC2::Route',
  properties: ['RouteTableId', ...destinations, ...targets],
  replacedBy: ['RouteTableId', ...destinations],
  create: async (properties, context) => {
    await context.call(
      'ec2',
      'CreateRoute',
      properties.request('ec2', 'CreateRoute', ['RouteTableId', ...destinations, ...targets]),
    )
    return `${properties.requiredText('RouteTableId')}|${destinationOf(properties)}`
  },
  recover: async (properties, context) => {
    const table = properties.requiredText('RouteTableId')
    const destination = destinationOf(properties)
    const { RouteTables } = await context.call<{ RouteTables: { Routes: Record<string, unknown>[] }[] }>(
      'ec2',
      'DescribeRouteTables',
      { RouteTableIds: [table] },
    )
    const routes = RouteTables.flatMap(({ Routes }) => Routes)
    const there = routes.some((known) => destinations.some((name) => known[name] === destination))
    return there ? `${table}|${destination}` : undefined
  },
  attributes: async (_, properties) => await Promise.resolve({ CidrBlock: destinationOf(properties) }),
  update: async ({ after }, context) => {
    const names = ['RouteTableId', ...destinations, ...targets]
    await context.call('ec2', 'ReplaceRoute', after.request('ec2', 'ReplaceRoute', names))
  },
  remove: async (_, properties, context) => {
    const input = properties.request('ec2', 'DeleteRoute', ['RouteTableId', ...destinations])
    await context.call('ec2', 'DeleteRoute', input)
  },
}

function destinationOf(properties: Properties): string {
  return destinations.map((name) => properties.text(name)).find((text) => text !== undefined) ?? ''
}
