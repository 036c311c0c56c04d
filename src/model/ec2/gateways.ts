/** An internet gateway; without `vpcId` it is not attached. */
export interface InternetGatewayRow {
  readonly internetGatewayId: string
  readonly vpcId?: string
}

/** An egress-only internet gateway, for IPv6. */
export interface EgressOnlyInternetGatewayRow {
  readonly egressOnlyInternetGatewayId: string
  readonly vpcId: string
}

/** A NAT gateway. It is available as soon as it is made, and its row goes when it is deleted. */
export interface NatGatewayRow {
  readonly natGatewayId: string
  readonly vpcId: string
  readonly subnetId: string
  readonly connectivityType: 'public' | 'private'
  readonly networkInterfaceId: string
  readonly privateIp: string
  /** Public gateways only. */
  readonly allocationId?: string
  readonly associationId?: string
  readonly publicIp?: string
  readonly createTimeMs: number
}

/** An Elastic IP address, and what it is associated with. */
export interface ElasticAddressRow {
  readonly allocationId: string
  readonly publicIp: string
  /** Set together with `networkInterfaceId` and `privateIpAddress`. */
  readonly associationId?: string
  readonly networkInterfaceId?: string
  readonly privateIpAddress?: string
  /** The domain name that its reverse lookup gives, with the final dot. */
  readonly ptrRecord?: string
}
