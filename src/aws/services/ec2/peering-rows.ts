import type { Transaction } from '../../../model/state.ts'
import { forgetResource } from '../../../model/ec2/release-interface.ts'
import { vpcPeeringConnections } from '../../../model/ec2/tables.ts'
import type { PeeringSide, VpcPeeringConnectionRow } from '../../../model/ec2/vpc-peering.ts'
import type { VpcRow } from '../../../model/ec2/vpc.ts'

/** Puts a peering connection where both of its sides see it. */
export function putPeering(tx: Transaction, row: VpcPeeringConnectionRow): void {
  for (const scope of scopesOf(tx, row)) scope.put(vpcPeeringConnections, row.vpcPeeringConnectionId, row)
}

/** Removes a peering connection from both of its sides. */
export function removePeering(tx: Transaction, row: VpcPeeringConnectionRow): void {
  for (const scope of scopesOf(tx, row)) {
    scope.delete(vpcPeeringConnections, row.vpcPeeringConnectionId)
    forgetResource(scope, row.vpcPeeringConnectionId)
  }
}

/** One side of a connection, from its VPC as it is now. */
export function peeringSide(tx: Transaction, vpc: VpcRow): PeeringSide {
  return {
    vpcId: vpc.vpcId,
    ownerId: tx.account,
    region: tx.region,
    cidrBlocks: vpc.cidrBlocks.map(({ cidrBlock }) => cidrBlock),
    ipv6CidrBlocks: vpc.ipv6CidrBlocks.map(({ ipv6CidrBlock }) => ipv6CidrBlock),
    allowDnsResolutionFromRemoteVpc: false,
  }
}

function scopesOf(tx: Transaction, { requester, accepter }: VpcPeeringConnectionRow): Transaction[] {
  const one = tx.at({ account: requester.ownerId, region: requester.region })
  if (requester.ownerId === accepter.ownerId && requester.region === accepter.region) return [one]
  return [one, tx.at({ account: accepter.ownerId, region: accepter.region })]
}
