import type { DeleteRouteRequest } from '@aws-sdk/client-ec2'
import { routeTables } from '../../../model/ec2/tables.ts'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { invalidParameterValue } from './faults.ts'
import { findRow, kinds } from './kinds.ts'
import { describeDestination, findRoute, routeDestination } from './route-parameters.ts'

/** Takes a route out of a table; local routes and those of gateway endpoints stay. */
export const deleteRoute: Operation<DeleteRouteRequest, void> = (tx, request) => {
  const table = findRow(tx, kinds.routeTable, request.RouteTableId)
  const destination = routeDestination(tx, request)
  const existing = findRoute(table, destination)
  if (!existing) {
    const text = `no route with ${describeDestination(destination)} in route table ${table.routeTableId}`
    throw new Fault('InvalidRoute.NotFound', text)
  }
  if (existing.origin === 'CreateRouteTable') {
    throw invalidParameterValue(
      `cannot remove local route ${Object.values(destination).join('')} in route table ${table.routeTableId}`,
    )
  }
  if (existing.gatewayId?.startsWith('vpce-')) {
    throw invalidParameterValue(
      `cannot remove VPC endpoint route ${Object.values(destination).join('')} in route table ${table.routeTableId}`,
    )
  }
  tx.put(routeTables, table.routeTableId, {
    ...table,
    routes: table.routes.filter((route) => route !== existing),
  })
}
