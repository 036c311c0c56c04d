import type { DeleteSubnetRequest } from '@aws-sdk/client-ec2'
import type { Transaction } from '../../../model/state.ts'
import { forgetResource } from '../../../model/ec2/release-interface.ts'
import {
  natGateways,
  networkAcls,
  networkInterfaces,
  routeTables,
  subnets,
} from '../../../model/ec2/tables.ts'
import type { Operation } from '../../operation.ts'
import { hasDependencies } from './faults.ts'
import { findRow, kinds } from './kinds.ts'

/** Deletes a subnet in which no interface is left; its associations go with it. */
export const deleteSubnet: Operation<DeleteSubnetRequest, void> = (tx, request) => {
  const { subnetId, vpcId } = findRow(tx, kinds.subnet, request.SubnetId)
  if (isUsed(tx, subnetId)) throw hasDependencies('subnet', subnetId)
  for (const table of [...tx.by(routeTables, 'vpc', vpcId)]) {
    const associations = table.associations.filter((association) => association.subnetId !== subnetId)
    if (associations.length === table.associations.length) continue
    tx.put(routeTables, table.routeTableId, { ...table, associations })
  }
  for (const acl of [...tx.by(networkAcls, 'vpc', vpcId)]) {
    const associations = acl.associations.filter((association) => association.subnetId !== subnetId)
    if (associations.length === acl.associations.length) continue
    tx.put(networkAcls, acl.networkAclId, { ...acl, associations })
  }
  tx.delete(subnets, subnetId)
  forgetResource(tx, subnetId)
}

function isUsed(tx: Transaction, subnetId: string): boolean {
  for (const _ of tx.by(networkInterfaces, 'subnet', subnetId)) return true
  for (const _ of tx.by(natGateways, 'subnet', subnetId)) return true
  return false
}
