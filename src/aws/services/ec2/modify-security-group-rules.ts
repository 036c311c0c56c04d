import type {
  ModifySecurityGroupRulesRequest,
  ModifySecurityGroupRulesResult,
  SecurityGroupRuleRequest,
} from '@aws-sdk/client-ec2'
import type { Transaction } from '../../../model/state.ts'
import type { SecurityGroupRow } from '../../../model/ec2/security-group.ts'
import { securityGroupRules } from '../../../model/ec2/tables.ts'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { rulesOf } from './authorize-rules.ts'
import { invalidParameterCombination, missingParameter } from './faults.ts'
import { findRow, kinds } from './kinds.ts'
import {
  describeRule,
  descriptionOf,
  referenceOf,
  ruleCidr,
  ruleKey,
  rulePrefixList,
  type RuleSpec,
  trafficOf,
} from './rule-spec.ts'

/** Changes rules of a group, which keep their ids and directions. */
export const modifySecurityGroupRules: Operation<
  ModifySecurityGroupRulesRequest,
  ModifySecurityGroupRulesResult
> = (tx, request) => {
  const group = findRow(tx, kinds.securityGroup, request.GroupId)
  for (const update of request.SecurityGroupRules ?? []) {
    const row = findRow(tx, kinds.securityGroupRule, update.SecurityGroupRuleId, 'securityGroupRuleId')
    if (row.groupId !== group.groupId) throw kinds.securityGroupRule.notFound(row.securityGroupRuleId)
    if (!update.SecurityGroupRule) throw missingParameter('securityGroupRule')
    const spec = specOf(tx, group, update.SecurityGroupRule)
    const others = rulesOf(tx, group.groupId, row.isEgress).filter(
      (rule) => rule.securityGroupRuleId !== row.securityGroupRuleId,
    )
    if (others.some((rule) => ruleKey(rule) === ruleKey(spec))) {
      const text = `the specified rule "${describeRule(spec)}" already exists`
      throw new Fault('InvalidPermission.Duplicate', text)
    }
    const { securityGroupRuleId, groupId, isEgress } = row
    tx.put(securityGroupRules, securityGroupRuleId, { securityGroupRuleId, groupId, isEgress, ...spec })
  }
  return { Return: true }
}

function specOf(tx: Transaction, group: SecurityGroupRow, request: SecurityGroupRuleRequest): RuleSpec {
  const { CidrIpv4, CidrIpv6, PrefixListId, ReferencedGroupId } = request
  if ([CidrIpv4, CidrIpv6, PrefixListId, ReferencedGroupId].filter(Boolean).length !== 1) {
    throw invalidParameterCombination(
      'Exactly one of cidrIpv4, cidrIpv6, prefixListId and referencedGroupId must be specified',
    )
  }
  return {
    ...trafficOf(request.IpProtocol, request.FromPort, request.ToPort),
    ...(CidrIpv4 ? { cidrIpv4: ruleCidr(CidrIpv4, 4) } : {}),
    ...(CidrIpv6 ? { cidrIpv6: ruleCidr(CidrIpv6, 6) } : {}),
    ...(PrefixListId ? { prefixListId: rulePrefixList(tx, PrefixListId) } : {}),
    ...(ReferencedGroupId ? referenceOf(tx, group, ReferencedGroupId) : {}),
    ...descriptionOf(request.Description),
  }
}
