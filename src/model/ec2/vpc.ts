/** A CIDR block of a VPC beyond or including the first. */
export interface VpcCidrBlock {
  /** `vpc-cidr-assoc-…` */
  readonly associationId: string
  readonly cidrBlock: string
}

/** An IPv6 block of a VPC or a subnet. */
export interface Ipv6CidrBlock {
  /** `vpc-cidr-assoc-…` or `subnet-cidr-assoc-…` */
  readonly associationId: string
  readonly ipv6CidrBlock: string
}

/** A virtual private cloud. Written by the operations of EC2 only. */
export interface VpcRow {
  readonly vpcId: string
  /** The primary block; also the first of `cidrBlocks`. */
  readonly cidrBlock: string
  readonly cidrBlocks: readonly VpcCidrBlock[]
  readonly ipv6CidrBlocks: readonly Ipv6CidrBlock[]
  /** `dopt-…`, or `default` where the VPC uses Amazon's resolver by no set of options at all. */
  readonly dhcpOptionsId: string
  readonly instanceTenancy: 'default' | 'dedicated'
  readonly isDefault: boolean
  readonly enableDnsSupport: boolean
  readonly enableDnsHostnames: boolean
  readonly enableNetworkAddressUsageMetrics: boolean
}

/** A set of DHCP options. */
export interface DhcpOptionsRow {
  readonly dhcpOptionsId: string
  readonly configurations: readonly { readonly key: string; readonly values: readonly string[] }[]
}

/** What was made when a region was first touched. */
export interface PreparedRegionRow {
  readonly preparedAtMs: number
  /** The options that new VPCs get, for as long as they exist. */
  readonly dhcpOptionsId: string
}
