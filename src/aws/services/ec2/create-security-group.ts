import type { CreateSecurityGroupRequest, CreateSecurityGroupResult } from '@aws-sdk/client-ec2'
import { newId } from '../../../model/ec2/fresh-hex.ts'
import { defaultVpc } from '../../../model/ec2/network-lookups.ts'
import { allowAllRule, ipv6Egress } from '../../../model/ec2/new-vpc.ts'
import type { SecurityGroupRow } from '../../../model/ec2/security-group.ts'
import { securityGroupRules, securityGroups } from '../../../model/ec2/tables.ts'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { invalidParameterValue, missingParameter } from './faults.ts'
import { findRow, kinds } from './kinds.ts'
import { tagNew, tagsOf } from './tags.ts'

const allowed = /^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{1,255}$/

/** Makes a security group that lets everything out and nothing in. */
export const createSecurityGroup: Operation<CreateSecurityGroupRequest, CreateSecurityGroupResult> = (
  tx,
  request,
  { fresh },
) => {
  const { GroupName: groupName = '', Description: description = '' } = request
  checkWords(groupName, description)
  const vpc = request.VpcId ? findRow(tx, kinds.vpc, request.VpcId) : defaultVpc(tx)
  if (!vpc) throw new Fault('VPCIdNotSpecified', 'No default VPC for this user')
  if (groupName.toLowerCase() === 'default') {
    throw invalidParameterValue('Cannot use reserved security group name: default')
  }
  for (const _ of tx.by(securityGroups, 'name', `${vpc.vpcId}/${groupName}`)) {
    const text = `The security group '${groupName}' already exists for VPC '${vpc.vpcId}'`
    throw new Fault('InvalidGroup.Duplicate', text)
  }
  const group: SecurityGroupRow = { groupId: newId(fresh, 'sg'), groupName, description, vpcId: vpc.vpcId }
  tx.put(securityGroups, group.groupId, group)
  for (const rule of [allowAllRule(group.groupId, true, fresh), ...ipv6Egress(vpc, group.groupId, fresh)]) {
    tx.put(securityGroupRules, rule.securityGroupRuleId, rule)
  }
  tagNew(tx, request.TagSpecifications, 'security-group', group.groupId)
  const tags = tagsOf(tx, group.groupId)
  return {
    GroupId: group.groupId,
    SecurityGroupArn: `arn:aws:ec2:${tx.region}:${tx.account}:security-group/${group.groupId}`,
    ...(tags.length > 0 ? { Tags: tags } : {}),
  }
}

function checkWords(groupName: string, description: string): void {
  if (groupName === '') throw missingParameter('groupName')
  if (description === '') throw missingParameter('groupDescription')
  if (groupName.startsWith('sg-')) {
    throw invalidParameterValue(
      `Value (${groupName}) for parameter GroupName is invalid. Group names may not be in the format sg-*.`,
    )
  }
  if (!allowed.test(groupName)) {
    throw invalidParameterValue(
      `Value (${groupName}) for parameter GroupName is invalid. Invalid security group name. Valid names are strings less than 256 characters from the following set: a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*`,
    )
  }
  if (!allowed.test(description)) {
    throw invalidParameterValue(
      `Value (${description}) for parameter GroupDescription is invalid. Invalid security group description. Valid descriptions are strings less than 256 characters from the following set: a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*`,
    )
  }
}
