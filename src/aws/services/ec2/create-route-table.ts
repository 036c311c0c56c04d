import type { CreateRouteTableRequest, CreateRouteTableResult } from '@aws-sdk/client-ec2'
import { newId } from '../../../model/ec2/fresh-hex.ts'
import { localRoutes } from '../../../model/ec2/new-vpc.ts'
import type { RouteTableRow } from '../../../model/ec2/route-table.ts'
import { routeTables } from '../../../model/ec2/tables.ts'
import type { Operation } from '../../operation.ts'
import { madeBefore, rememberToken } from './client-tokens.ts'
import { findRow, kinds } from './kinds.ts'
import { routeTableShape } from './route-table-shape.ts'
import { tagNew } from './tags.ts'

/** Makes a route table that knows the VPC's own blocks. */
export const createRouteTable: Operation<CreateRouteTableRequest, CreateRouteTableResult> = (
  tx,
  request,
  { fresh },
) => {
  const { ClientToken } = request
  const earlier = madeBefore(tx, 'CreateRouteTable', request)
  if (earlier !== undefined) {
    return { RouteTable: routeTableShape(tx, findRow(tx, kinds.routeTable, earlier)), ClientToken }
  }
  const vpc = findRow(tx, kinds.vpc, request.VpcId)
  const row: RouteTableRow = {
    routeTableId: newId(fresh, 'rtb'),
    vpcId: vpc.vpcId,
    routes: localRoutes(vpc),
    associations: [],
  }
  tx.put(routeTables, row.routeTableId, row)
  tagNew(tx, request.TagSpecifications, 'route-table', row.routeTableId)
  rememberToken(tx, 'CreateRouteTable', request, row.routeTableId)
  return { RouteTable: routeTableShape(tx, row), ClientToken }
}
