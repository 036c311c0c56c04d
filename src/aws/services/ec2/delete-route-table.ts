import type { DeleteRouteTableRequest } from '@aws-sdk/client-ec2'
import { forgetResource } from '../../../model/ec2/release-interface.ts'
import { routeTables, vpcEndpoints } from '../../../model/ec2/tables.ts'
import type { Operation } from '../../operation.ts'
import { hasDependencies } from './faults.ts'
import { findRow, kinds } from './kinds.ts'

/** Deletes a route table that nothing is associated with; gateway endpoints lose it. */
export const deleteRouteTable: Operation<DeleteRouteTableRequest, void> = (tx, request) => {
  const table = findRow(tx, kinds.routeTable, request.RouteTableId)
  const { routeTableId } = table
  if (table.associations.length > 0) throw hasDependencies('routeTable', routeTableId)
  for (const endpoint of [...tx.by(vpcEndpoints, 'vpc', table.vpcId)]) {
    if (!endpoint.routeTableIds.includes(routeTableId)) continue
    const routeTableIds = endpoint.routeTableIds.filter((id) => id !== routeTableId)
    tx.put(vpcEndpoints, endpoint.vpcEndpointId, { ...endpoint, routeTableIds })
  }
  tx.delete(routeTables, routeTableId)
  forgetResource(tx, routeTableId)
}
