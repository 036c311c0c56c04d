import type { DescribeRouteTablesRequest, DescribeRouteTablesResult } from '@aws-sdk/client-ec2'
import type { View } from '../../../model/state.ts'
import { routeState } from '../../../model/ec2/network-lookups.ts'
import type { RouteTableRow } from '../../../model/ec2/route-table.ts'
import { networkInterfaces } from '../../../model/ec2/tables.ts'
import type { Operation } from '../../operation.ts'
import type { FilterValues } from './filters.ts'
import { kinds, namedRows } from './kinds.ts'
import { listRows } from './list-rows.ts'
import { routeTableShape } from './route-table-shape.ts'

/** Describes route tables. */
export const describeRouteTables: Operation<DescribeRouteTablesRequest, DescribeRouteTablesResult> = (
  tx,
  request,
) => {
  const rows = namedRows(tx, kinds.routeTable, request.RouteTableIds)
  const page = listRows(tx, request, { rows, idOf: (row) => row.routeTableId, filters: filtersOf(tx) })
  return { RouteTables: page.rows.map((row) => routeTableShape(tx, row)), NextToken: page.nextToken }
}

function filtersOf(view: View): FilterValues<RouteTableRow> {
  const instanceOf = (id: string | undefined): string | undefined =>
    id === undefined ? undefined : view.get(networkInterfaces, id)?.attachment?.instanceId
  return {
    'association.gateway-id': (row) => row.associations.map(({ gatewayId }) => gatewayId),
    'association.main': (row) => row.associations.map(({ main }) => main),
    'association.route-table-association-id': (row) =>
      row.associations.map(({ routeTableAssociationId }) => routeTableAssociationId),
    'association.route-table-id': (row) => row.associations.map(() => row.routeTableId),
    'association.subnet-id': (row) => row.associations.map(({ subnetId }) => subnetId),
    'owner-id': () => view.account,
    'route-table-id': (row) => row.routeTableId,
    'route.destination-cidr-block': (row) => row.routes.map((route) => route.destinationCidrBlock),
    'route.destination-ipv6-cidr-block': (row) => row.routes.map((route) => route.destinationIpv6CidrBlock),
    'route.destination-prefix-list-id': (row) => row.routes.map((route) => route.destinationPrefixListId),
    'route.egress-only-internet-gateway-id': (row) =>
      row.routes.map((route) => route.egressOnlyInternetGatewayId),
    'route.gateway-id': (row) => row.routes.map((route) => route.gatewayId),
    'route.instance-id': (row) => row.routes.map((route) => instanceOf(route.networkInterfaceId)),
    'route.nat-gateway-id': (row) => row.routes.map((route) => route.natGatewayId),
    'route.origin': (row) => row.routes.map((route) => route.origin),
    'route.state': (row) => row.routes.map((route) => routeState(view, row.vpcId, route)),
    'route.transit-gateway-id': () => undefined,
    'route.vpc-peering-connection-id': (row) => row.routes.map((route) => route.vpcPeeringConnectionId),
    'vpc-id': (row) => row.vpcId,
  }
}
