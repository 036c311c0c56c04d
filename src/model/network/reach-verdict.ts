/** The codes of the root causes that a network verdict can prove (spec: CAUSES groups A, B, I and J). */
export type NetworkCause =
  | 'no-route-to-aws-api'
  | 's3-gateway-endpoint-missing-for-ecr-layers'
  | 'vpc-endpoint-sg-blocks-443'
  | 'vpc-endpoint-private-dns-off'
  | 'task-sg-egress-blocked'
  | 'network-acl-blocks'
  | 'dns-resolution-blocked'
  | 'no-route-to-internet-registry'
  | 'nat-gateway-misplaced'
  | 'env-file-bucket-region-or-route'
  | 'efs-mount-failure-dns'
  | 'efs-mount-failure-sg'
  | 'efs-mount-target-missing'
  | 'efs-mount-target-not-ready'
  | 'sg-alb-to-task-blocked'
  | 'db-sg-blocked'

/** What the program that connects sees: AWS's texts differ by it. */
export type PacketOutcome = 'timeout' | 'refused' | 'no-such-host' | 'lookup-timeout'

/** The places that a packet passes. */
export type HopKind =
  | 'subnet'
  | 'name-resolution'
  | 'security-group-egress'
  | 'network-acl'
  | 'route'
  | 'internet-gateway'
  | 'egress-only-internet-gateway'
  | 'nat-gateway'
  | 'gateway-endpoint'
  | 'interface-endpoint'
  | 'peering'
  | 'appliance'
  | 'mount-target'
  | 'security-group-ingress'

/** One place that a packet passes, or does not. */
export interface Hop {
  readonly kind: HopKind
  readonly passes: 'yes' | 'no' | 'unknown'
  /** What decided: `sg-…`, `acl-…`, `rtb-…`, `nat-…`, `vpce-…`; several groups are separated by a blank. */
  readonly id?: string
  /** In lower case, true on its own: names the rule or the route. */
  readonly fact: string
  /** Where the fact was learnt: file:line:col, an API call, the local account. */
  readonly source?: string
  /** What would tell; where `passes` is `unknown`. */
  readonly settledBy?: string
  /** The root cause this proves; where `passes` is `no`. Missing where the vocabulary has no code for it. */
  readonly cause?: NetworkCause
  /** What the program sees; where `passes` is `no`. */
  readonly outcome?: PacketOutcome
  /** What is to be mended, where that is not what the hop is decided by: an endpoint that is passed by. */
  readonly blamed?: { readonly id: string; readonly source?: string }
}

/** The way that a packet takes out of the interface's subnet. */
export type ReachPath =
  | 'local'
  | 'peering'
  | 'internet-gateway'
  | 'egress-only-internet-gateway'
  | 'nat-gateway'
  | 'gateway-endpoint'
  | 'interface-endpoint'

/** A VPC endpoint that the call passes. Whether its policy allows the action is not the network's question. */
export interface PassedEndpoint {
  readonly vpcEndpointId: string
  readonly vpcId: string
  /** The JSON text; missing where it is not known. */
  readonly policyDocument?: string
}

/** What every verdict carries: where the packet was sent to, and every hop in the order in which it meets them. */
export interface ReachWalk {
  readonly hops: readonly Hop[]
  /** The name that is looked up; missing where an address is given. */
  readonly host?: string
  readonly port: number
  /** The address that is tried: the endpoint's private one, a public one, or missing where no name was resolved. */
  readonly address?: string
  readonly addressClass?: 'public' | 'endpoint' | 'private'
  /** The server that names are asked from, for texts such as `lookup … on 10.0.0.2:53`. */
  readonly resolver?: string
  readonly path?: ReachPath
  readonly endpoint?: PassedEndpoint
}

/** Whether an interface reaches a destination. */
export type ReachVerdict =
  | (ReachWalk & { readonly kind: 'reachable' })
  | (ReachWalk & {
      readonly kind: 'unreachable'
      /** The first hop that the packet does not pass. */
      readonly stoppedAt: Hop
      /** Every hop that it would not pass, `stoppedAt` first: mending one is not enough where there are several. */
      readonly obstacles: readonly Hop[]
      readonly cause?: NetworkCause
      readonly outcome: PacketOutcome
    })
  | (ReachWalk & { readonly kind: 'unknown'; readonly settledBy: string })
