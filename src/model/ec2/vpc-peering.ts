/** One side of a peering connection. */
export interface PeeringSide {
  readonly vpcId: string
  readonly ownerId: string
  readonly region: string
  readonly cidrBlocks: readonly string[]
  readonly ipv6CidrBlocks: readonly string[]
  readonly allowDnsResolutionFromRemoteVpc: boolean
}

/** A peering connection; the same row stands in both sides' regions and accounts. */
export interface VpcPeeringConnectionRow {
  readonly vpcPeeringConnectionId: string
  readonly requester: PeeringSide
  readonly accepter: PeeringSide
  readonly status: 'pending-acceptance' | 'active' | 'rejected' | 'deleted' | 'failed'
  readonly statusMessage: string
  /** When a request that nobody accepted ends; pending ones only. */
  readonly expirationTimeMs?: number
}
