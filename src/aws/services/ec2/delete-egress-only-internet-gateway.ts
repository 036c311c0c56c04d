import type {
  DeleteEgressOnlyInternetGatewayRequest,
  DeleteEgressOnlyInternetGatewayResult,
} from '@aws-sdk/client-ec2'
import { forgetResource } from '../../../model/ec2/release-interface.ts'
import { egressOnlyInternetGateways } from '../../../model/ec2/tables.ts'
import type { Operation } from '../../operation.ts'
import { findRow, kinds } from './kinds.ts'

/** Deletes an egress-only internet gateway; routes to it stay, as blackholes. */
export const deleteEgressOnlyInternetGateway: Operation<
  DeleteEgressOnlyInternetGatewayRequest,
  DeleteEgressOnlyInternetGatewayResult
> = (tx, request) => {
  const { egressOnlyInternetGatewayId } = findRow(
    tx,
    kinds.egressOnlyInternetGateway,
    request.EgressOnlyInternetGatewayId,
  )
  tx.delete(egressOnlyInternetGateways, egressOnlyInternetGatewayId)
  forgetResource(tx, egressOnlyInternetGatewayId)
  return { ReturnCode: true }
}
