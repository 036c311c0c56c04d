import type { DeleteNatGatewayRequest, DeleteNatGatewayResult } from '@aws-sdk/client-ec2'
import { forgetResource, releaseInterface } from '../../../model/ec2/release-interface.ts'
import { natGateways } from '../../../model/ec2/tables.ts'
import type { Operation } from '../../operation.ts'
import { findRow, kinds } from './kinds.ts'

/** Deletes a NAT gateway and its interface; its Elastic IP stays allocated, routes to it become blackholes. */
export const deleteNatGateway: Operation<DeleteNatGatewayRequest, DeleteNatGatewayResult> = (tx, request) => {
  const row = findRow(tx, kinds.natGateway, request.NatGatewayId, 'natGatewayId')
  releaseInterface(tx, row.networkInterfaceId)
  tx.delete(natGateways, row.natGatewayId)
  forgetResource(tx, row.natGatewayId)
  return { NatGatewayId: row.natGatewayId }
}
