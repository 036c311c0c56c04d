/** A public address on an interface: an Elastic IP, or one that AWS gave at launch and takes back. */
export interface InterfaceAssociation {
  readonly publicIp: string
  /** `amazon` for an address given at launch, else the account. */
  readonly ipOwnerId: string
  readonly allocationId?: string
  readonly associationId?: string
  /** The private address it stands for, where that is not the primary one. */
  readonly privateIpAddress?: string
}

/** What an interface is attached to. */
export interface InterfaceAttachment {
  /** `eni-attach-…` or `ela-attach-…` */
  readonly attachmentId: string
  readonly instanceId?: string
  readonly instanceOwnerId: string
  readonly deviceIndex: number
  readonly deleteOnTermination: boolean
  readonly attachTimeMs: number
}

/** An elastic network interface. */
export interface NetworkInterfaceRow {
  readonly networkInterfaceId: string
  readonly subnetId: string
  readonly vpcId: string
  readonly availabilityZone: string
  readonly description: string
  readonly interfaceType: 'interface' | 'nat_gateway' | 'vpc_endpoint'
  /** `02:1f:…` */
  readonly macAddress: string
  readonly privateIpAddress: string
  readonly secondaryPrivateIpAddresses: readonly string[]
  readonly ipv6Addresses: readonly string[]
  /** `ip-10-0-1-23.ap-northeast-2.compute.internal` */
  readonly privateDnsName: string
  readonly securityGroupIds: readonly string[]
  readonly sourceDestCheck: boolean
  /** Who made it, where that is a service: `amazon-elb`, an account id, … */
  readonly requesterId?: string
  readonly requesterManaged: boolean
  /** Missing while the interface is `available`. */
  readonly attachment?: InterfaceAttachment
  /** The public address of the primary private address. */
  readonly association?: InterfaceAssociation
}

/** A private address that an interface holds beside its primary one. Key: `<subnetId>/<address>`. */
export interface SecondaryAddressRow {
  readonly networkInterfaceId: string
}
