import type { DeleteSecurityGroupRequest, DeleteSecurityGroupResult } from '@aws-sdk/client-ec2'
import type { Transaction } from '../../../model/state.ts'
import { forgetResource } from '../../../model/ec2/release-interface.ts'
import type { SecurityGroupRow } from '../../../model/ec2/security-group.ts'
import {
  networkInterfaces,
  securityGroupRules,
  securityGroups,
  vpcEndpoints,
} from '../../../model/ec2/tables.ts'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { findGroup } from './find-group.ts'

/** Deletes a security group that no interface has and no other group's rule names. */
export const deleteSecurityGroup: Operation<DeleteSecurityGroupRequest, DeleteSecurityGroupResult> = (
  tx,
  request,
) => {
  const group = findGroup(tx, request)
  const { groupId } = group
  if (group.groupName === 'default') {
    throw new Fault(
      'CannotDelete',
      `the specified group: "${groupId}" name: "default" cannot be deleted by a user`,
    )
  }
  if (isUsed(tx, group)) throw new Fault('DependencyViolation', `resource ${groupId} has a dependent object`)
  for (const rule of [...tx.by(securityGroupRules, 'group', groupId)]) {
    tx.delete(securityGroupRules, rule.securityGroupRuleId)
    forgetResource(tx, rule.securityGroupRuleId)
  }
  tx.delete(securityGroups, groupId)
  forgetResource(tx, groupId)
  return { Return: true, GroupId: groupId }
}

function isUsed(tx: Transaction, { groupId, vpcId }: SecurityGroupRow): boolean {
  for (const rule of tx.by(securityGroupRules, 'referencedGroup', groupId))
    if (rule.groupId !== groupId) return true
  for (const row of tx.by(networkInterfaces, 'vpc', vpcId))
    if (row.securityGroupIds.includes(groupId)) return true
  for (const row of tx.by(vpcEndpoints, 'vpc', vpcId)) if (row.securityGroupIds.includes(groupId)) return true
  return false
}
