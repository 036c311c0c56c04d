import type { Route, RouteTable, RouteTableAssociation } from '@aws-sdk/client-ec2'
import type { View } from '../../../model/state.ts'
import { routeState } from '../../../model/ec2/network-lookups.ts'
import type { RouteRow, RouteTableRow } from '../../../model/ec2/route-table.ts'
import { networkInterfaces } from '../../../model/ec2/tables.ts'
import { tagsOf } from './tags.ts'

/** A route table as answers show it, with the state of each route as it is now. */
export function routeTableShape(view: View, row: RouteTableRow): RouteTable {
  return {
    RouteTableId: row.routeTableId,
    VpcId: row.vpcId,
    OwnerId: view.account,
    Associations: row.associations.map((association): RouteTableAssociation => ({
      RouteTableAssociationId: association.routeTableAssociationId,
      RouteTableId: row.routeTableId,
      Main: association.main,
      SubnetId: association.subnetId,
      GatewayId: association.gatewayId,
      AssociationState: { State: 'associated' },
    })),
    Routes: row.routes.map((route) => routeShape(view, row.vpcId, route)),
    PropagatingVgws: [],
    Tags: tagsOf(view, row.routeTableId),
  }
}

function routeShape(view: View, vpcId: string, route: RouteRow): Route {
  const target = route.networkInterfaceId ? view.get(networkInterfaces, route.networkInterfaceId) : undefined
  return {
    DestinationCidrBlock: route.destinationCidrBlock,
    DestinationIpv6CidrBlock: route.destinationIpv6CidrBlock,
    DestinationPrefixListId: route.destinationPrefixListId,
    GatewayId: route.gatewayId,
    NatGatewayId: route.natGatewayId,
    NetworkInterfaceId: route.networkInterfaceId,
    InstanceId: target?.attachment?.instanceId,
    InstanceOwnerId: target?.attachment?.instanceId ? target.attachment.instanceOwnerId : undefined,
    VpcPeeringConnectionId: route.vpcPeeringConnectionId,
    EgressOnlyInternetGatewayId: route.egressOnlyInternetGatewayId,
    Origin: route.origin,
    State: routeState(view, vpcId, route),
  }
}
