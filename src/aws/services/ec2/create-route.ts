import type { CreateRouteRequest, CreateRouteResult } from '@aws-sdk/client-ec2'
import { containsCidr, parseCidr } from '../../../model/ec2/cidr.ts'
import type { RouteRow } from '../../../model/ec2/route-table.ts'
import { routeTables } from '../../../model/ec2/tables.ts'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { invalidParameterValue } from './faults.ts'
import { findRow, kinds } from './kinds.ts'
import { findRoute, routeDestination, routeTarget, type RouteDestination } from './route-parameters.ts'

/** Adds a route to a table. */
export const createRoute: Operation<CreateRouteRequest, CreateRouteResult> = (tx, request) => {
  const table = findRow(tx, kinds.routeTable, request.RouteTableId)
  const destination = routeDestination(tx, request)
  const target = routeTarget(tx, 'CreateRoute', table, destination, request)
  const existing = findRoute(table, destination)
  const route: RouteRow = { ...destination, ...target, origin: 'CreateRoute' }
  if (existing) {
    // The same route again is no error, as EC2 has it; another target is.
    if (JSON.stringify(existing) === JSON.stringify(route)) return { Return: true }
    throw new Fault('RouteAlreadyExists', `The route identified by ${textOf(destination)} already exists.`)
  }
  checkNotLocal(table.routes, route)
  tx.put(routeTables, table.routeTableId, { ...table, routes: [...table.routes, route] })
  return { Return: true }
}

const textOf = (destination: RouteDestination): string =>
  destination.destinationCidrBlock ??
  destination.destinationIpv6CidrBlock ??
  destination.destinationPrefixListId ??
  ''

/** Traffic inside the VPC can be led to an interface or a NAT gateway only. */
function checkNotLocal(routes: readonly RouteRow[], wanted: RouteRow): void {
  const cidr = parseCidr(textOf(wanted))
  if (!cidr || wanted.networkInterfaceId !== undefined || wanted.natGatewayId !== undefined) return
  for (const route of routes) {
    const local = route.origin === 'CreateRouteTable' ? parseCidr(textOf(route)) : undefined
    if (!local || !containsCidr(local, cidr)) continue
    throw invalidParameterValue(
      `The destination CIDR block ${textOf(wanted)} is equal to or more specific than one of this VPC's CIDR blocks. This route can target only an interface or an instance.`,
    )
  }
}
