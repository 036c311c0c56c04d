import type { RejectVpcPeeringConnectionRequest, RejectVpcPeeringConnectionResult } from '@aws-sdk/client-ec2'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { findRow, kinds } from './kinds.ts'
import { putPeering } from './peering-rows.ts'

/** Rejects a peering connection that waits to be accepted. */
export const rejectVpcPeeringConnection: Operation<
  RejectVpcPeeringConnectionRequest,
  RejectVpcPeeringConnectionResult
> = (tx, request) => {
  const row = findRow(
    tx,
    kinds.vpcPeeringConnection,
    request.VpcPeeringConnectionId,
    'vpcPeeringConnectionId',
  )
  if (row.status !== 'pending-acceptance') {
    const text = `VpcPeeringConnectionID ${row.vpcPeeringConnectionId} is not in the correct state for the request.`
    throw new Fault('InvalidStateTransition', text)
  }
  const { expirationTimeMs: _, ...rest } = row
  putPeering(tx, { ...rest, status: 'rejected', statusMessage: `Rejected by ${tx.account}` })
  return { Return: true }
}
