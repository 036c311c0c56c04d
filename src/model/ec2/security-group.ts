/** A security group; its rules are rows of their own. */
export interface SecurityGroupRow {
  readonly groupId: string
  readonly groupName: string
  readonly description: string
  readonly vpcId: string
}

/** One rule. Exactly one of the four sources (or destinations, for egress) is set. */
export interface SecurityGroupRuleRow {
  /** `sgr-…` */
  readonly securityGroupRuleId: string
  readonly groupId: string
  readonly isEgress: boolean
  /** `tcp`, `udp`, `icmp`, `icmpv6`, another protocol's number, or `-1` for all. */
  readonly ipProtocol: string
  /** First port, or the ICMP type; -1 means all. */
  readonly fromPort: number
  /** Last port, or the ICMP code; -1 means all. */
  readonly toPort: number
  readonly cidrIpv4?: string
  readonly cidrIpv6?: string
  readonly prefixListId?: string
  readonly referencedGroupId?: string
  /** The account of the referenced group. */
  readonly referencedUserId?: string
  readonly description?: string
}
