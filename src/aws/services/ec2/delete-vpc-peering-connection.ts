import type { DeleteVpcPeeringConnectionRequest, DeleteVpcPeeringConnectionResult } from '@aws-sdk/client-ec2'
import type { Operation } from '../../operation.ts'
import { findRow, kinds } from './kinds.ts'
import { removePeering } from './peering-rows.ts'

/** Deletes a peering connection; routes over it become blackholes. */
export const deleteVpcPeeringConnection: Operation<
  DeleteVpcPeeringConnectionRequest,
  DeleteVpcPeeringConnectionResult
> = (tx, request) => {
  removePeering(
    tx,
    findRow(tx, kinds.vpcPeeringConnection, request.VpcPeeringConnectionId, 'vpcPeeringConnectionId'),
  )
  return { Return: true }
}
