import type { CreateVpcPeeringConnectionRequest, CreateVpcPeeringConnectionResult } from '@aws-sdk/client-ec2'
import { overlaps, parseCidr } from '../../../model/ec2/cidr.ts'
import { newId } from '../../../model/ec2/fresh-hex.ts'
import { vpcPeeringConnections, vpcs } from '../../../model/ec2/tables.ts'
import type { PeeringSide, VpcPeeringConnectionRow } from '../../../model/ec2/vpc-peering.ts'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { missingParameter } from './faults.ts'
import { findRow, kinds } from './kinds.ts'
import { peeringSide, putPeering } from './peering-rows.ts'
import { peeringShape } from './peering-shape.ts'
import { tagNew } from './tags.ts'

const WEEK_MS = 7 * 24 * 60 * 60 * 1000

/**
 * Asks for a peering connection with a VPC of any account and region of this machine. As in EC2, a peer that does not
 * exist or whose addresses overlap makes a connection that has failed, not an error.
 */
export const createVpcPeeringConnection: Operation<
  CreateVpcPeeringConnectionRequest,
  CreateVpcPeeringConnectionResult
> = (tx, request, { fresh, now }) => {
  const requester = peeringSide(tx, findRow(tx, kinds.vpc, request.VpcId))
  if (!request.PeerVpcId) throw missingParameter('peerVpcId')
  const peerScope = tx.at({
    account: request.PeerOwnerId ?? tx.account,
    region: request.PeerRegion ?? tx.region,
  })
  const peer = peerScope.get(vpcs, request.PeerVpcId)
  for (const other of tx.all(vpcPeeringConnections)) {
    const sides = new Set([other.requester.vpcId, other.accepter.vpcId])
    if (!sides.has(requester.vpcId) || !sides.has(request.PeerVpcId)) continue
    if (other.status !== 'active' && other.status !== 'pending-acceptance') continue
    const text = `A VPC peering connection already exists between ${requester.vpcId} and ${request.PeerVpcId}: ${other.vpcPeeringConnectionId}`
    throw new Fault('VpcPeeringConnectionAlreadyExists', text)
  }
  const accepter: PeeringSide = peer
    ? peeringSide(peerScope, peer)
    : {
        vpcId: request.PeerVpcId,
        ownerId: peerScope.account,
        region: peerScope.region,
        cidrBlocks: [],
        ipv6CidrBlocks: [],
        allowDnsResolutionFromRemoteVpc: false,
      }
  const fits = peer !== undefined && requester.vpcId !== accepter.vpcId && !sidesOverlap(requester, accepter)
  const row: VpcPeeringConnectionRow = {
    vpcPeeringConnectionId: newId(fresh, 'pcx'),
    requester,
    accepter,
    ...(fits
      ? {
          status: 'pending-acceptance',
          statusMessage: `Pending Acceptance by ${accepter.ownerId}`,
          expirationTimeMs: now + WEEK_MS,
        }
      : {
          status: 'failed',
          statusMessage: 'Failed due to incorrect VPC-ID, Account ID, or overlapping CIDR range',
        }),
  }
  putPeering(tx, row)
  tagNew(tx, request.TagSpecifications, 'vpc-peering-connection', row.vpcPeeringConnectionId)
  return { VpcPeeringConnection: peeringShape(tx, row) }
}

function sidesOverlap(one: PeeringSide, other: PeeringSide): boolean {
  return one.cidrBlocks.some((mine) =>
    other.cidrBlocks.some((theirs) => {
      const [a, b] = [parseCidr(mine), parseCidr(theirs)]
      return a !== undefined && b !== undefined && overlaps(a, b)
    }),
  )
}
