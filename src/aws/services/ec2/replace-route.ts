import type { ReplaceRouteRequest } from '@aws-sdk/client-ec2'
import { routeTables } from '../../../model/ec2/tables.ts'
import { findRow, kinds } from './kinds.ts'
import type { Operation } from '../../operation.ts'
import { invalidParameterValue } from './faults.ts'
import { findRoute, routeDestination, routeTarget } from './route-parameters.ts'

/** Gives a route another target; `LocalTarget` gives the VPC's own route its first one back. */
export const replaceRoute: Operation<ReplaceRouteRequest, void> = (tx, request) => {
  const table = findRow(tx, kinds.routeTable, request.RouteTableId)
  const destination = routeDestination(tx, request)
  const existing = findRoute(table, destination)
  if (!existing) {
    const text = Object.values(destination).join('')
    throw invalidParameterValue(
      `There is no route defined for '${text}' in the route table. Use CreateRoute instead.`,
    )
  }
  if (existing.gatewayId?.startsWith('vpce-')) {
    throw invalidParameterValue(
      `cannot replace the route of the VPC endpoint ${existing.gatewayId} in route table ${table.routeTableId}`,
    )
  }
  const target = request.LocalTarget
    ? { gatewayId: 'local' }
    : routeTarget(tx, 'ReplaceRoute', table, destination, request)
  if (request.LocalTarget && existing.origin !== 'CreateRouteTable') {
    throw invalidParameterValue('The local target is only allowed for the local route of the VPC')
  }
  const replaced = { ...destination, ...target, origin: existing.origin }
  const routes = table.routes.map((route) => (route === existing ? replaced : route))
  tx.put(routeTables, table.routeTableId, { ...table, routes })
}
