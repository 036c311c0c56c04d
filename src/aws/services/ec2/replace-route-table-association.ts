import type {
  ReplaceRouteTableAssociationRequest,
  ReplaceRouteTableAssociationResult,
} from '@aws-sdk/client-ec2'
import { newId } from '../../../model/ec2/fresh-hex.ts'
import { routeTables } from '../../../model/ec2/tables.ts'
import type { Operation } from '../../operation.ts'
import { invalidParameterValue } from './faults.ts'
import { findRow, kinds } from './kinds.ts'
import { findRouteTableAssociation } from './route-table-associations.ts'

/** Moves an association, the main one too, to another table of the VPC. */
export const replaceRouteTableAssociation: Operation<
  ReplaceRouteTableAssociationRequest,
  ReplaceRouteTableAssociationResult
> = (tx, request, { fresh }) => {
  const { table, association } = findRouteTableAssociation(tx, request.AssociationId)
  const next = findRow(tx, kinds.routeTable, request.RouteTableId)
  if (next.vpcId !== table.vpcId) {
    throw invalidParameterValue(
      `Route tables ${table.routeTableId} and ${next.routeTableId} belong to different networks`,
    )
  }
  const moved = { ...association, routeTableAssociationId: newId(fresh, 'rtbassoc') }
  const kept = table.associations.filter((one) => one !== association)
  if (next.routeTableId === table.routeTableId) {
    tx.put(routeTables, table.routeTableId, { ...table, associations: [...kept, moved] })
  } else {
    tx.put(routeTables, table.routeTableId, { ...table, associations: kept })
    tx.put(routeTables, next.routeTableId, { ...next, associations: [...next.associations, moved] })
  }
  return { NewAssociationId: moved.routeTableAssociationId, AssociationState: { State: 'associated' } }
}
