import type { View } from '../state.ts'
import type { NetworkAclRow } from './network-acl.ts'
import type { RouteRow, RouteTableRow } from './route-table.ts'
import type { SecurityGroupRow } from './security-group.ts'
import type { SubnetRow } from './subnet.ts'
import {
  egressOnlyInternetGateways,
  internetGateways,
  natGateways,
  networkAcls,
  networkInterfaces,
  routeTables,
  securityGroups,
  vpcEndpoints,
  vpcPeeringConnections,
  vpcs,
} from './tables.ts'
import type { VpcRow } from './vpc.ts'

/** The default VPC of the view's region, where it was not deleted. Call `ensureRegion` before, it is made lazily. */
export function defaultVpc(view: View): VpcRow | undefined {
  return first(view.by(vpcs, 'default', 'true'))
}

/** The default security group of a VPC, which every VPC has. */
export function defaultSecurityGroup(view: View, vpcId: string): SecurityGroupRow | undefined {
  return first(view.by(securityGroups, 'name', `${vpcId}/default`))
}

/** The main route table of a VPC, used by subnets without a table of their own. */
export function mainRouteTable(view: View, vpcId: string): RouteTableRow | undefined {
  return find(view.by(routeTables, 'vpc', vpcId), (table) => table.associations.some(({ main }) => main))
}

/** The route table that decides for a subnet: its own, or the main one of its VPC. */
export function routeTableOfSubnet(view: View, subnet: SubnetRow): RouteTableRow | undefined {
  const own = find(view.by(routeTables, 'vpc', subnet.vpcId), (table) =>
    table.associations.some(({ subnetId }) => subnetId === subnet.subnetId),
  )
  return own ?? mainRouteTable(view, subnet.vpcId)
}

/** The network ACL that guards a subnet. */
export function networkAclOfSubnet(view: View, subnet: SubnetRow): NetworkAclRow | undefined {
  return find(view.by(networkAcls, 'vpc', subnet.vpcId), (acl) =>
    acl.associations.some(({ subnetId }) => subnetId === subnet.subnetId),
  )
}

/** True where an active peering connection joins two VPCs of this region. */
export function vpcsArePeered(view: View, oneVpcId: string, otherVpcId: string): boolean {
  return (
    find(view.all(vpcPeeringConnections), ({ status, requester, accepter }) => {
      const sides = new Set([requester.vpcId, accepter.vpcId])
      return status === 'active' && sides.has(oneVpcId) && sides.has(otherVpcId)
    }) !== undefined
  )
}

/** `blackhole` where what a route leads to is gone, detached, or not active; EC2 keeps such routes. */
export function routeState(view: View, vpcId: string, route: RouteRow): 'active' | 'blackhole' {
  return leadsSomewhere(view, vpcId, route) ? 'active' : 'blackhole'
}

function leadsSomewhere(view: View, vpcId: string, route: RouteRow): boolean {
  const { gatewayId } = route
  if (gatewayId === 'local') return true
  if (gatewayId?.startsWith('vpce-')) return view.get(vpcEndpoints, gatewayId) !== undefined
  if (gatewayId !== undefined) return view.get(internetGateways, gatewayId)?.vpcId === vpcId
  if (route.natGatewayId !== undefined) return view.get(natGateways, route.natGatewayId) !== undefined
  if (route.networkInterfaceId !== undefined) {
    // EC2 calls a route to an interface that is attached to nothing a blackhole too.
    return view.get(networkInterfaces, route.networkInterfaceId)?.attachment !== undefined
  }
  if (route.vpcPeeringConnectionId !== undefined) {
    return view.get(vpcPeeringConnections, route.vpcPeeringConnectionId)?.status === 'active'
  }
  const egressOnly = route.egressOnlyInternetGatewayId
  return egressOnly !== undefined && view.get(egressOnlyInternetGateways, egressOnly) !== undefined
}

function first<Item>(items: Iterable<Item>): Item | undefined {
  for (const item of items) return item
  return undefined
}

function find<Item>(items: Iterable<Item>, wanted: (item: Item) => boolean): Item | undefined {
  for (const item of items) if (wanted(item)) return item
  return undefined
}
