import type { VpcPeeringConnection, VpcPeeringConnectionVpcInfo } from '@aws-sdk/client-ec2'
import type { View } from '../../../model/state.ts'
import type { PeeringSide, VpcPeeringConnectionRow } from '../../../model/ec2/vpc-peering.ts'
import { tagsOf } from './tags.ts'

/** A peering connection as answers show it. */
export function peeringShape(view: View, row: VpcPeeringConnectionRow): VpcPeeringConnection {
  return {
    VpcPeeringConnectionId: row.vpcPeeringConnectionId,
    RequesterVpcInfo: sideShape(row.requester),
    AccepterVpcInfo: knowsAccepter(row) ? sideShape(row.accepter) : placeOf(row.accepter),
    Status: { Code: row.status, Message: row.statusMessage },
    ExpirationTime: row.expirationTimeMs === undefined ? undefined : new Date(row.expirationTimeMs),
    Tags: tagsOf(view, row.vpcPeeringConnectionId),
  }
}

/** Of a VPC in another region or account, EC2 tells the addresses only once it has accepted. */
function knowsAccepter({ requester, accepter, status }: VpcPeeringConnectionRow): boolean {
  const together = requester.region === accepter.region && requester.ownerId === accepter.ownerId
  return together || status === 'active' || status === 'deleted'
}

function placeOf({ vpcId, ownerId, region }: PeeringSide): VpcPeeringConnectionVpcInfo {
  return { VpcId: vpcId, OwnerId: ownerId, Region: region }
}

function sideShape(side: PeeringSide): VpcPeeringConnectionVpcInfo {
  const ipv6 = side.ipv6CidrBlocks.map((Ipv6CidrBlock) => ({ Ipv6CidrBlock }))
  return {
    ...placeOf(side),
    CidrBlock: side.cidrBlocks[0],
    CidrBlockSet: side.cidrBlocks.map((CidrBlock) => ({ CidrBlock })),
    ...(ipv6.length > 0 ? { Ipv6CidrBlockSet: ipv6 } : {}),
    PeeringOptions: {
      AllowDnsResolutionFromRemoteVpc: side.allowDnsResolutionFromRemoteVpc,
      AllowEgressFromLocalClassicLinkToRemoteVpc: false,
      AllowEgressFromLocalVpcToRemoteClassicLink: false,
    },
  }
}
