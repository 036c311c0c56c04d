import type { Ipv6CidrBlock } from './vpc.ts'

/** A subnet. Its route table and network ACL are found through their associations. */
export interface SubnetRow {
  readonly subnetId: string
  readonly vpcId: string
  /** Empty for a subnet of IPv6 only. */
  readonly cidrBlock: string
  readonly ipv6CidrBlocks: readonly Ipv6CidrBlock[]
  /** `us-east-1a` */
  readonly availabilityZone: string
  /** `use1-az1` */
  readonly availabilityZoneId: string
  readonly defaultForAz: boolean
  readonly mapPublicIpOnLaunch: boolean
  readonly assignIpv6AddressOnCreation: boolean
  readonly enableDns64: boolean
  readonly ipv6Native: boolean
  readonly privateDnsHostnameType: 'ip-name' | 'resource-name'
  readonly enableResourceNameDnsARecord: boolean
  readonly enableResourceNameDnsAAAARecord: boolean
}

/** How many IPv4 addresses of a subnet are given out; kept apart so that a launch need not count interfaces. */
export interface SubnetUsageRow {
  readonly subnetId: string
  readonly usedAddresses: number
}
