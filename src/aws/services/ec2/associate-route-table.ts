import type { AssociateRouteTableRequest, AssociateRouteTableResult } from '@aws-sdk/client-ec2'
import { newId } from '../../../model/ec2/fresh-hex.ts'
import { routeTables } from '../../../model/ec2/tables.ts'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { invalidParameterValue, missingParameter, refuseParameters } from './faults.ts'
import { findRow, kinds } from './kinds.ts'

/** Gives a subnet, or a gateway's incoming traffic, a route table of its own. */
export const associateRouteTable: Operation<AssociateRouteTableRequest, AssociateRouteTableResult> = (
  tx,
  request,
  { fresh },
) => {
  refuseParameters('AssociateRouteTable', request, ['PublicIpv4Pool'])
  const table = findRow(tx, kinds.routeTable, request.RouteTableId)
  if (request.SubnetId === undefined && request.GatewayId === undefined) throw missingParameter('subnetId')
  const holder =
    request.SubnetId === undefined
      ? findRow(tx, kinds.internetGateway, request.GatewayId, 'gatewayId')
      : findRow(tx, kinds.subnet, request.SubnetId)
  if (holder.vpcId !== table.vpcId) {
    const name = 'subnetId' in holder ? `subnet ${holder.subnetId}` : `gateway ${holder.internetGatewayId}`
    throw invalidParameterValue(`Route table ${table.routeTableId} and ${name} belong to different networks`)
  }
  const target =
    'subnetId' in holder ? { subnetId: holder.subnetId } : { gatewayId: holder.internetGatewayId }
  for (const other of [...tx.by(routeTables, 'vpc', table.vpcId)]) {
    const existing = other.associations.find((one) =>
      target.subnetId === undefined ? one.gatewayId === target.gatewayId : one.subnetId === target.subnetId,
    )
    if (!existing) continue
    if (other.routeTableId === table.routeTableId) {
      return { AssociationId: existing.routeTableAssociationId, AssociationState: { State: 'associated' } }
    }
    const id = target.subnetId ?? target.gatewayId ?? ''
    throw new Fault(
      'Resource.AlreadyAssociated',
      `the specified association for route table ${table.routeTableId} conflicts with an existing association: ${id} is associated with ${other.routeTableId}`,
    )
  }
  const routeTableAssociationId = newId(fresh, 'rtbassoc')
  const associations = [...table.associations, { routeTableAssociationId, main: false, ...target }]
  tx.put(routeTables, table.routeTableId, { ...table, associations })
  return { AssociationId: routeTableAssociationId, AssociationState: { State: 'associated' } }
}
