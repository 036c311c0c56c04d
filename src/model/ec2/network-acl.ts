/** One entry of a network ACL. Entries are tried in the order of their numbers; 32767 is the final denial. */
export interface NetworkAclEntry {
  readonly ruleNumber: number
  readonly egress: boolean
  readonly ruleAction: 'allow' | 'deny'
  /** The protocol's number as a text, or `-1` for all. */
  readonly protocol: string
  /** Exactly one of the two blocks is set. */
  readonly cidrBlock?: string
  readonly ipv6CidrBlock?: string
  readonly portRange?: { readonly from: number; readonly to: number }
  readonly icmpTypeCode?: { readonly type: number; readonly code: number }
}

/** A network ACL with its entries and the subnets it guards. */
export interface NetworkAclRow {
  readonly networkAclId: string
  readonly vpcId: string
  readonly isDefault: boolean
  readonly entries: readonly NetworkAclEntry[]
  readonly associations: readonly { readonly networkAclAssociationId: string; readonly subnetId: string }[]
}
