/** Where a route leads; exactly one of these. */
export interface RouteTarget {
  /** `local`, `igw-…`, or `vpce-…` of a gateway endpoint. */
  readonly gatewayId?: string
  readonly natGatewayId?: string
  readonly networkInterfaceId?: string
  readonly vpcPeeringConnectionId?: string
  readonly egressOnlyInternetGatewayId?: string
}

/** One route. Exactly one destination is set. Whether it is a blackhole is computed (`routeState`), not kept. */
export interface RouteRow extends RouteTarget {
  readonly destinationCidrBlock?: string
  readonly destinationIpv6CidrBlock?: string
  readonly destinationPrefixListId?: string
  readonly origin: 'CreateRouteTable' | 'CreateRoute'
}

/** Ties a route table to a subnet, to a gateway, or to the whole VPC (`main`). */
export interface RouteTableAssociation {
  /** `rtbassoc-…` */
  readonly routeTableAssociationId: string
  readonly main: boolean
  readonly subnetId?: string
  readonly gatewayId?: string
}

/** A route table with its routes and associations. */
export interface RouteTableRow {
  readonly routeTableId: string
  readonly vpcId: string
  readonly routes: readonly RouteRow[]
  readonly associations: readonly RouteTableAssociation[]
}
