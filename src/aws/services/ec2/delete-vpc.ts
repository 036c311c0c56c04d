import type { DeleteVpcRequest } from '@aws-sdk/client-ec2'
import type { Transaction } from '../../../model/state.ts'
import { forgetResource } from '../../../model/ec2/release-interface.ts'
import {
  egressOnlyInternetGateways,
  internetGateways,
  natGateways,
  networkAcls,
  networkInterfaces,
  routeTables,
  securityGroupRules,
  securityGroups,
  subnets,
  vpcEndpoints,
  vpcPeeringConnections,
  vpcs,
} from '../../../model/ec2/tables.ts'
import type { Operation } from '../../operation.ts'
import { hasDependencies } from './faults.ts'
import { findRow, kinds } from './kinds.ts'

/** Deletes a VPC that holds nothing but what was made with it. */
export const deleteVpc: Operation<DeleteVpcRequest, void> = (tx, request) => {
  const { vpcId } = findRow(tx, kinds.vpc, request.VpcId)
  if (isUsed(tx, vpcId)) throw hasDependencies('vpc', vpcId)
  for (const { groupId } of [...tx.by(securityGroups, 'vpc', vpcId)]) {
    for (const rule of [...tx.by(securityGroupRules, 'group', groupId)]) {
      tx.delete(securityGroupRules, rule.securityGroupRuleId)
      forgetResource(tx, rule.securityGroupRuleId)
    }
    tx.delete(securityGroups, groupId)
    forgetResource(tx, groupId)
  }
  for (const { routeTableId } of [...tx.by(routeTables, 'vpc', vpcId)]) {
    tx.delete(routeTables, routeTableId)
    forgetResource(tx, routeTableId)
  }
  for (const { networkAclId } of [...tx.by(networkAcls, 'vpc', vpcId)]) {
    tx.delete(networkAcls, networkAclId)
    forgetResource(tx, networkAclId)
  }
  tx.delete(vpcs, vpcId)
  forgetResource(tx, vpcId)
}

function isUsed(tx: Transaction, vpcId: string): boolean {
  const holders = [
    subnets,
    internetGateways,
    egressOnlyInternetGateways,
    natGateways,
    vpcEndpoints,
    networkInterfaces,
  ]
  for (const table of holders) for (const _ of tx.by(table as typeof subnets, 'vpc', vpcId)) return true
  for (const group of tx.by(securityGroups, 'vpc', vpcId)) if (group.groupName !== 'default') return true
  for (const table of tx.by(routeTables, 'vpc', vpcId))
    if (!table.associations.some(({ main }) => main)) return true
  for (const acl of tx.by(networkAcls, 'vpc', vpcId)) if (!acl.isDefault) return true
  for (const { status, requester, accepter } of tx.all(vpcPeeringConnections)) {
    if (status === 'active' && (requester.vpcId === vpcId || accepter.vpcId === vpcId)) return true
  }
  return false
}
