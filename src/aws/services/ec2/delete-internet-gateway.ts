import type { DeleteInternetGatewayRequest } from '@aws-sdk/client-ec2'
import { forgetResource } from '../../../model/ec2/release-interface.ts'
import { internetGateways, routeTables } from '../../../model/ec2/tables.ts'
import type { Operation } from '../../operation.ts'
import { hasDependencies } from './faults.ts'
import { findRow, kinds } from './kinds.ts'

/** Deletes an internet gateway that is not attached; routes to it stay, as blackholes. */
export const deleteInternetGateway: Operation<DeleteInternetGatewayRequest, void> = (tx, request) => {
  const gateway = findRow(tx, kinds.internetGateway, request.InternetGatewayId, 'internetGatewayId')
  const { internetGatewayId } = gateway
  const associated = [...tx.all(routeTables)].some((table) =>
    table.associations.some(({ gatewayId }) => gatewayId === internetGatewayId),
  )
  if (gateway.vpcId !== undefined || associated) throw hasDependencies('internetGateway', internetGatewayId)
  tx.delete(internetGateways, internetGatewayId)
  forgetResource(tx, internetGatewayId)
}
