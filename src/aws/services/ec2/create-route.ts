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
  checkNotLocal(table.routes, destination)
  tx.put(routeTables, table.routeTableId, { ...table, routes: [...table.routes, route] })
  return { Return: true }
}

const textOf = (destination: RouteDestination): string =>
  destination.destinationCidrBlock ??
  destination.destinationIpv6CidrBlock ??
  destination.destinationPrefixListId ??
  ''

/** A route to the whole of a VPC's block or more is fine; one more specific only leads to a part of the VPC. */
function checkNotLocal(routes: readonly RouteRow[], destination: RouteDestination): void {
  const wanted = parseCidr(textOf(destination))
  for (const route of routes) {
    const local = route.gatewayId === 'local' ? parseCidr(textOf(route)) : undefined
    if (!wanted || !local || wanted.prefixLength < 28 || wanted.version !== 4) continue
    if (containsCidr(local, wanted) && wanted.prefixLength > 28) {
      throw invalidParameterValue(
        `Invalid route: the destination CIDR ${textOf(destination)} is more specific than a subnet of ${textOf(route)} can be`,
      )
    }
  }
}
