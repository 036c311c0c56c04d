import type { DisassociateRouteTableRequest } from '@aws-sdk/client-ec2'
import { routeTables } from '../../../model/ec2/tables.ts'
import type { Operation } from '../../operation.ts'
import { invalidParameterValue } from './faults.ts'
import { findRouteTableAssociation } from './route-table-associations.ts'

/** Takes a subnet's own route table away; the main one decides then. */
export const disassociateRouteTable: Operation<DisassociateRouteTableRequest, void> = (tx, request) => {
  const { table, association } = findRouteTableAssociation(tx, request.AssociationId)
  if (association.main) {
    throw invalidParameterValue(
      `cannot disassociate the main route table association ${request.AssociationId}`,
    )
  }
  const associations = table.associations.filter((one) => one !== association)
  tx.put(routeTables, table.routeTableId, { ...table, associations })
}
