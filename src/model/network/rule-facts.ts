/** Whom a security group rule is about. */
export type RulePeer =
  | { readonly kind: 'cidr'; readonly cidr: string }
  | { readonly kind: 'prefix-list'; readonly prefixListId: string }
  | { readonly kind: 'security-group'; readonly groupId: string }

/** One rule of a security group. */
export interface SecurityGroupRuleFacts {
  readonly isEgress: boolean
  /** `tcp`, `udp`, `icmp`, `icmpv6`, another protocol's number, or `-1` for all. */
  readonly ipProtocol: string
  /** First port, or the ICMP type; -1 means all. */
  readonly fromPort: number
  /** Last port, or the ICMP code; -1 means all. */
  readonly toPort: number
  readonly peer: RulePeer
  /** `sgr-…` */
  readonly ruleId?: string
  readonly source?: string
}

/** A security group with its rules, in no order. */
export interface SecurityGroupFacts {
  readonly groupId: string
  readonly vpcId: string
  readonly rules: readonly SecurityGroupRuleFacts[]
  /** What would tell the rest of the rules, where there may be more. */
  readonly unsettled?: string
  readonly source?: string
}

/** One entry of a network ACL. */
export interface NetworkAclEntryFacts {
  readonly ruleNumber: number
  readonly egress: boolean
  readonly ruleAction: 'allow' | 'deny'
  /** The protocol's number as a text, or `-1` for all. */
  readonly protocol: string
  /** IPv4 or IPv6. */
  readonly cidr: string
  /** TCP and UDP; missing means all ports. */
  readonly portRange?: { readonly from: number; readonly to: number }
  /** ICMP; -1 means all. */
  readonly icmpTypeCode?: { readonly type: number; readonly code: number }
  readonly source?: string
}

/** A network ACL. What no entry matches is denied. */
export interface NetworkAclFacts {
  readonly networkAclId: string
  /** In any order; they are tried by number. */
  readonly entries: readonly NetworkAclEntryFacts[]
  /** What would tell the rest of the entries, where there may be more. */
  readonly unsettled?: string
  readonly source?: string
}

/** Where a route leads. `other` has no meaning here beyond its id: a transit gateway, a virtual private gateway, … */
export type RouteTargetFacts =
  | { readonly kind: 'local' }
  | {
      readonly kind:
        | 'internet-gateway'
        | 'nat-gateway'
        | 'egress-only-internet-gateway'
        | 'gateway-endpoint'
        | 'network-interface'
        | 'peering'
        | 'other'
      readonly id: string
    }

/** One route. */
export interface RouteFacts {
  readonly destination:
    | { readonly kind: 'cidr'; readonly cidr: string }
    | { readonly kind: 'prefix-list'; readonly prefixListId: string }
  readonly target: RouteTargetFacts
  /** Said by who knows; a target that is gone makes a black hole too, and need not be said. */
  readonly blackhole?: boolean
  readonly source?: string
}

/** The route table that decides for a subnet, local routes included. */
export interface RouteTableFacts {
  readonly routeTableId: string
  readonly routes: readonly RouteFacts[]
  /** What would tell the rest of the routes, where there may be more. */
  readonly unsettled?: string
  readonly source?: string
}
