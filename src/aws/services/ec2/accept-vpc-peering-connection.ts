import type { AcceptVpcPeeringConnectionRequest, AcceptVpcPeeringConnectionResult } from '@aws-sdk/client-ec2'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { findRow, kinds } from './kinds.ts'
import { putPeering } from './peering-rows.ts'
import { peeringShape } from './peering-shape.ts'

/** Accepts a peering connection, on the side of the VPC that was asked. */
export const acceptVpcPeeringConnection: Operation<
  AcceptVpcPeeringConnectionRequest,
  AcceptVpcPeeringConnectionResult
> = (tx, request, { now }) => {
  const row = findRow(
    tx,
    kinds.vpcPeeringConnection,
    request.VpcPeeringConnectionId,
    'vpcPeeringConnectionId',
  )
  const { accepter, expirationTimeMs = now, ...rest } = row
  if (accepter.ownerId !== tx.account || accepter.region !== tx.region) {
    const text = `User ${tx.account} cannot accept peering ${row.vpcPeeringConnectionId}`
    throw new Fault('OperationNotPermitted', text)
  }
  if (row.status !== 'pending-acceptance' || expirationTimeMs < now) {
    const text = `VpcPeeringConnectionID ${row.vpcPeeringConnectionId} is not in the correct state for the request.`
    throw new Fault('InvalidStateTransition', text)
  }
  const accepted = { ...rest, accepter, status: 'active', statusMessage: 'Active' } as const
  putPeering(tx, accepted)
  return { VpcPeeringConnection: peeringShape(tx, accepted) }
}
