import type { View } from '../../../model/state.ts'
import type { RouteTableAssociation, RouteTableRow } from '../../../model/ec2/route-table.ts'
import { routeTables } from '../../../model/ec2/tables.ts'
import { Fault } from '../../fault.ts'

/** The association of this id, and the table that has it. Throws where there is none. */
export function findRouteTableAssociation(
  view: View,
  associationId: string | undefined,
): { readonly table: RouteTableRow; readonly association: RouteTableAssociation } {
  for (const table of view.all(routeTables)) {
    const association = table.associations.find((one) => one.routeTableAssociationId === associationId)
    if (association) return { table, association }
  }
  throw new Fault('InvalidAssociationID.NotFound', `The association ID '${associationId}' does not exist`)
}
