import type { CreateRouteRequest } from '@aws-sdk/client-ec2'
import type { View } from '../../../model/state.ts'
import { formatCidr } from '../../../model/ec2/cidr.ts'
import { managedPrefixList } from '../../../model/ec2/prefix-lists.ts'
import type { RouteRow, RouteTableRow, RouteTarget } from '../../../model/ec2/route-table.ts'
import { Fault } from '../../fault.ts'
import { cidrParameter } from './cidr-parameters.ts'
import {
  invalidParameterCombination,
  invalidParameterValue,
  missingParameter,
  refuseParameters,
} from './faults.ts'
import { findRow, kinds } from './kinds.ts'

/** Where a route goes to, as a request or a row names it. */
export type RouteDestination = Pick<
  RouteRow,
  'destinationCidrBlock' | 'destinationIpv6CidrBlock' | 'destinationPrefixListId'
>

interface DestinationRequest {
  readonly DestinationCidrBlock?: string | undefined
  readonly DestinationIpv6CidrBlock?: string | undefined
  readonly DestinationPrefixListId?: string | undefined
}

/** Reads the one destination of a request; blocks in canonical form. */
export function routeDestination(view: View, request: DestinationRequest): RouteDestination {
  const { DestinationCidrBlock, DestinationIpv6CidrBlock, DestinationPrefixListId } = request
  const given = [DestinationCidrBlock, DestinationIpv6CidrBlock, DestinationPrefixListId].filter(Boolean)
  if (given.length === 0) throw missingParameter('destinationCidrBlock')
  if (given.length > 1) {
    throw invalidParameterCombination(
      'A route has exactly one of destinationCidrBlock, destinationIpv6CidrBlock and destinationPrefixListId',
    )
  }
  if (DestinationCidrBlock) {
    return { destinationCidrBlock: formatCidr(cidrParameter(DestinationCidrBlock, 'destinationCidrBlock')) }
  }
  if (DestinationIpv6CidrBlock) {
    const cidr = cidrParameter(DestinationIpv6CidrBlock, 'destinationIpv6CidrBlock', 6)
    return { destinationIpv6CidrBlock: formatCidr(cidr) }
  }
  const list = managedPrefixList(view.region, DestinationPrefixListId ?? '')
  if (list) return { destinationPrefixListId: list.prefixListId }
  throw new Fault(
    'InvalidPrefixListID.NotFound',
    `The prefix list ID '${DestinationPrefixListId}' does not exist`,
  )
}

/** The route of a table with this destination. */
export function findRoute(table: RouteTableRow, destination: RouteDestination): RouteRow | undefined {
  return table.routes.find(
    (route) =>
      route.destinationCidrBlock === destination.destinationCidrBlock &&
      route.destinationIpv6CidrBlock === destination.destinationIpv6CidrBlock &&
      route.destinationPrefixListId === destination.destinationPrefixListId,
  )
}

/** `destination-cidr-block 0.0.0.0/0`, as EC2's texts name a destination. */
export function describeDestination(destination: RouteDestination): string {
  if (destination.destinationCidrBlock) return `destination-cidr-block ${destination.destinationCidrBlock}`
  if (destination.destinationIpv6CidrBlock)
    return `destination-ipv6-cidr-block ${destination.destinationIpv6CidrBlock}`
  return `destination-prefix-list-id ${destination.destinationPrefixListId}`
}

const targetParameters = [
  ...['GatewayId', 'NatGatewayId', 'NetworkInterfaceId', 'InstanceId', 'VpcPeeringConnectionId'],
  ...['EgressOnlyInternetGatewayId', 'VpcEndpointId'],
] as const
const refused = ['TransitGatewayId', 'LocalGatewayId', 'CarrierGatewayId', 'CoreNetworkArn', 'OdbNetworkArn']

/** Reads the one target of a request. Throws where it does not exist or cannot be a target in this VPC. */
export function routeTarget(
  view: View,
  operation: string,
  table: RouteTableRow,
  destination: RouteDestination,
  request: Omit<CreateRouteRequest, 'RouteTableId'>,
): RouteTarget {
  refuseParameters(operation, request, refused)
  const given = targetParameters.filter((name) => request[name])
  if (given.length === 0) throw missingParameter('gatewayId')
  if (given.length > 1) throw invalidParameterCombination('Exactly one route target must be specified')
  if (request.GatewayId) return gatewayTarget(view, table, request.GatewayId)
  if (request.NatGatewayId) {
    const nat = findRow(view, kinds.natGateway, request.NatGatewayId)
    checkNetwork(table, nat.vpcId, nat.natGatewayId)
    return { natGatewayId: nat.natGatewayId }
  }
  if (request.NetworkInterfaceId) {
    const row = findRow(view, kinds.networkInterface, request.NetworkInterfaceId)
    checkNetwork(table, row.vpcId, row.networkInterfaceId)
    return { networkInterfaceId: row.networkInterfaceId }
  }
  if (request.VpcPeeringConnectionId) {
    const { vpcPeeringConnectionId } = findRow(
      view,
      kinds.vpcPeeringConnection,
      request.VpcPeeringConnectionId,
    )
    return { vpcPeeringConnectionId }
  }
  if (request.EgressOnlyInternetGatewayId) {
    const row = findRow(view, kinds.egressOnlyInternetGateway, request.EgressOnlyInternetGatewayId)
    if (!destination.destinationIpv6CidrBlock) {
      throw invalidParameterValue(
        `route with destination ${describeDestination(destination)} cannot use an egress-only internet gateway`,
      )
    }
    return { egressOnlyInternetGatewayId: row.egressOnlyInternetGatewayId }
  }
  if (request.VpcEndpointId) throw unsupportedEndpoint(request.VpcEndpointId)
  throw new Fault('InvalidInstanceID.NotFound', `The instance ID '${request.InstanceId}' does not exist`)
}

function gatewayTarget(view: View, table: RouteTableRow, gatewayId: string): RouteTarget {
  if (gatewayId.startsWith('vpce-')) throw unsupportedEndpoint(gatewayId)
  if (gatewayId.startsWith('vgw-')) {
    throw new Fault('InvalidGatewayID.NotFound', `The gateway ID '${gatewayId}' does not exist`)
  }
  const gateway = findRow(view, kinds.internetGateway, gatewayId)
  if (gateway.vpcId === table.vpcId) return { gatewayId }
  throw invalidParameterValue(
    `route table ${table.routeTableId} and network gateway ${gatewayId} belong to different networks`,
  )
}

function checkNetwork(table: RouteTableRow, vpcId: string, id: string): void {
  if (vpcId === table.vpcId) return
  throw invalidParameterValue(`route table ${table.routeTableId} and ${id} belong to different networks`)
}

/** Only Gateway Load Balancer endpoints can be named as targets, and there are none here. */
function unsupportedEndpoint(id: string): Fault {
  const text = `Route table contains unsupported route target: ${id}. VPC Endpoints of this type cannot be used as route targets.`
  return new Fault('RouteNotSupported', text)
}
