/** A subnet, as far as reachability goes. */
export interface SubnetFacts {
  readonly subnetId: string
  readonly vpcId: string
  /** Empty for a subnet of IPv6 only. */
  readonly cidrBlock: string
  readonly ipv6CidrBlocks: readonly string[]
  /** Missing where it is not known. */
  readonly availabilityZone?: string
  readonly source?: string
}

/** A VPC: its blocks and its DNS settings. */
export interface VpcFacts {
  readonly vpcId: string
  /** The primary block first. */
  readonly cidrBlocks: readonly string[]
  readonly ipv6CidrBlocks: readonly string[]
  readonly enableDnsSupport: boolean
  readonly enableDnsHostnames: boolean
  readonly source?: string
}

/** The DNS servers that a VPC's DHCP options give: `AmazonProvidedDNS` or addresses. */
export interface DhcpFacts {
  readonly dhcpOptionsId: string
  readonly domainNameServers: readonly string[]
  readonly source?: string
}

/** A NAT gateway, and where it stands itself. */
export interface NatGatewayFacts {
  readonly natGatewayId: string
  readonly subnetId: string
  readonly connectivityType: 'public' | 'private'
  readonly state: 'pending' | 'available' | 'failed' | 'deleting' | 'deleted'
  readonly hasPublicAddress: boolean
  readonly source?: string
}

/** An internet gateway; not attached where `vpcId` is missing. */
export interface InternetGatewayFacts {
  readonly internetGatewayId: string
  readonly vpcId?: string
  readonly source?: string
}

/** An egress-only internet gateway, for IPv6. */
export interface EgressOnlyInternetGatewayFacts {
  readonly egressOnlyInternetGatewayId: string
  readonly vpcId: string
  readonly source?: string
}

/** A peering connection between two VPCs. */
export interface PeeringFacts {
  readonly vpcPeeringConnectionId: string
  readonly status: string
  readonly requester: { readonly vpcId: string; readonly region: string }
  readonly accepter: { readonly vpcId: string; readonly region: string }
  readonly source?: string
}

/** The blocks of a prefix list. AWS's own are named for their service: `com.amazonaws.us-east-1.s3`. */
export interface PrefixListFacts {
  readonly prefixListId: string
  readonly prefixListName: string
  readonly cidrs: readonly string[]
  readonly source?: string
}

/** A VPC endpoint. */
export interface VpcEndpointFacts {
  readonly vpcEndpointId: string
  readonly vpcEndpointType: 'Gateway' | 'Interface'
  readonly vpcId: string
  /** `com.amazonaws.ap-northeast-2.s3` */
  readonly serviceName: string
  /** `available`, `pending`, `failed`, `deleting`, …; only an available one answers. */
  readonly state: string
  /** Interface endpoints: one interface for each subnet; the address is missing until it is made. */
  readonly interfaces: readonly { readonly subnetId: string; readonly address?: string }[]
  readonly securityGroupIds: readonly string[]
  readonly privateDnsEnabled: boolean
  /** S3 only: private names are answered to inbound resolver endpoints, not inside the VPC. */
  readonly privateDnsOnlyForInboundResolverEndpoint: boolean
  /** A JSON text; missing where it is not known. */
  readonly policyDocument?: string
  readonly source?: string
}

/** A network interface that exists. */
export interface InterfaceFacts {
  readonly networkInterfaceId: string
  readonly subnetId: string
  readonly address: string
  readonly securityGroupIds: readonly string[]
  readonly sourceDestCheck: boolean
  readonly attached: boolean
  readonly source?: string
}

/** A mount target of an EFS file system. */
export interface MountTargetFacts {
  readonly mountTargetId: string
  readonly subnetId: string
  readonly address?: string
  readonly securityGroupIds: readonly string[]
  /** `available`, `creating`, …; only an available one answers. */
  readonly lifeCycleState: string
  readonly source?: string
}
