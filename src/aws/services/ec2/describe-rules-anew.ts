import type { IpPermission, SecurityGroupRuleDescription } from '@aws-sdk/client-ec2'
import type { Transaction } from '../../../model/state.ts'
import type { SecurityGroupRow, SecurityGroupRuleRow } from '../../../model/ec2/security-group.ts'
import { securityGroupRules } from '../../../model/ec2/tables.ts'
import { Fault } from '../../fault.ts'
import { rulesOf } from './authorize-rules.ts'
import { invalidParameterCombination, missingParameter } from './faults.ts'
import { kinds } from './kinds.ts'
import { descriptionOf, ruleKey, ruleSpecs } from './rule-spec.ts'

interface DescriptionRequest {
  readonly IpPermissions?: IpPermission[] | undefined
  readonly SecurityGroupRuleDescriptions?: SecurityGroupRuleDescription[] | undefined
}

/** Gives rules of a group new descriptions, by id or by what they allow; an empty one takes the old one away. */
export function describeRulesAnew(
  tx: Transaction,
  group: SecurityGroupRow,
  isEgress: boolean,
  request: DescriptionRequest,
): void {
  const { IpPermissions: permissions = [], SecurityGroupRuleDescriptions: descriptions = [] } = request
  if (permissions.length === 0 && descriptions.length === 0) throw missingParameter('ipPermissions')
  if (permissions.length > 0 && descriptions.length > 0) {
    throw invalidParameterCombination('Specify either ipPermissions or securityGroupRuleDescriptions')
  }
  const rules = rulesOf(tx, group.groupId, isEgress)
  for (const { SecurityGroupRuleId: id = '', Description } of descriptions) {
    const rule = rules.find((one) => one.securityGroupRuleId === id)
    if (!rule) throw kinds.securityGroupRule.notFound(id)
    putDescription(tx, rule, Description)
  }
  for (const spec of ruleSpecs(tx, group, permissions)) {
    const rule = rules.find((one) => ruleKey(one) === ruleKey(spec))
    if (!rule) {
      throw new Fault(
        'InvalidPermission.NotFound',
        'The specified rule does not exist in this security group.',
      )
    }
    putDescription(tx, rule, spec.description)
  }
}

function putDescription(tx: Transaction, rule: SecurityGroupRuleRow, description: string | undefined): void {
  const { description: _, ...bare } = rule
  tx.put(securityGroupRules, rule.securityGroupRuleId, { ...bare, ...descriptionOf(description) })
}
