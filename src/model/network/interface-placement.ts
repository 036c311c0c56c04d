/** Where a network interface stands, as far as it decides what it reaches. A task's, before or after it is made. */
export interface InterfacePlacement {
  readonly subnetId: string
  /** Empty means the default group of the VPC, as for ECS and EC2. */
  readonly securityGroupIds: readonly string[]
  /** True where it has a public IPv4 address, by `assignPublicIp` or an Elastic IP. Missing: not known. */
  readonly assignPublicIp?: boolean
  /** Its private IPv4 address. Missing: any of its subnet, it is not made yet. */
  readonly address?: string
  /** Its IPv6 address. Missing: not known where the subnet has an IPv6 block, none otherwise. */
  readonly ipv6Address?: string
  readonly networkInterfaceId?: string
}
