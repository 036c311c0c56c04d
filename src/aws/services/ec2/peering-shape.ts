import type { VpcPeeringConnection, VpcPeeringConnectionVpcInfo } from '@aws-sdk/client-ec2'
import type { View } from '../../../model/state.ts'
import type { PeeringSide, VpcPeeringConnectionRow } from '../../../model/ec2/vpc-peering.ts'
import { tagsOf } from './tags.ts'

/** A peering connection as answers show it. */
export function peeringShape(view: View, row: VpcPeeringConnectionRow): VpcPeeringConnection {
  return {
    VpcPeeringConnectionId: row.vpcPeeringConnectionId,
    RequesterVpcInfo: sideShape(row.requester),
    AccepterVpcInfo: sideShape(row.accepter),
    Status: { Code: row.status, Message: row.statusMessage },
    ExpirationTime: row.expirationTimeMs === undefined ? undefined : new Date(row.expirationTimeMs),
    Tags: tagsOf(view, row.vpcPeeringConnectionId),
  }
}

function sideShape(side: PeeringSide): VpcPeeringConnectionVpcInfo {
  return {
    VpcId: side.vpcId,
    OwnerId: side.ownerId,
    Region: side.region,
    CidrBlock: side.cidrBlocks[0],
    CidrBlockSet: side.cidrBlocks.map((CidrBlock) => ({ CidrBlock })),
    Ipv6CidrBlockSet: side.ipv6CidrBlocks.map((Ipv6CidrBlock) => ({ Ipv6CidrBlock })),
    PeeringOptions: {
      AllowDnsResolutionFromRemoteVpc: side.allowDnsResolutionFromRemoteVpc,
      AllowEgressFromLocalClassicLinkToRemoteVpc: false,
      AllowEgressFromLocalVpcToRemoteClassicLink: false,
    },
  }
}
