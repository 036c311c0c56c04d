import type { SecurityGroupRule, TagSpecification } from '@aws-sdk/client-ec2'
import type { Transaction } from '../../../model/state.ts'
import { type FreshHex, newId } from '../../../model/ec2/fresh-hex.ts'
import type { SecurityGroupRow, SecurityGroupRuleRow } from '../../../model/ec2/security-group.ts'
import { securityGroupRules } from '../../../model/ec2/tables.ts'
import { Fault } from '../../fault.ts'
import { invalidParameterValue, missingParameter } from './faults.ts'
import { describeRule, ruleKey, type RuleSpec } from './rule-spec.ts'
import { securityGroupRuleShape } from './security-group-shape.ts'
import { tagNew } from './tags.ts'

/** Adds rules to a group in one direction: all of them, or none where one is there already. */
export function authorizeRules(
  tx: Transaction,
  group: SecurityGroupRow,
  isEgress: boolean,
  specs: readonly RuleSpec[],
  context: { readonly fresh: FreshHex; readonly tags: readonly TagSpecification[] | undefined },
): SecurityGroupRule[] {
  if (specs.length === 0) throw missingParameter('ipPermissions')
  const existing = new Set(rulesOf(tx, group.groupId, isEgress).map(ruleKey))
  const added = new Set<string>()
  return specs.map((spec) => {
    const key = ruleKey(spec)
    if (existing.has(key)) {
      const text = `the specified rule "${describeRule(spec)}" already exists`
      throw new Fault('InvalidPermission.Duplicate', text)
    }
    if (added.has(key)) throw invalidParameterValue('The same permission must not appear multiple times')
    added.add(key)
    const securityGroupRuleId = newId(context.fresh, 'sgr')
    const row: SecurityGroupRuleRow = { securityGroupRuleId, groupId: group.groupId, isEgress, ...spec }
    tx.put(securityGroupRules, securityGroupRuleId, row)
    tagNew(tx, context.tags, 'security-group-rule', securityGroupRuleId)
    return securityGroupRuleShape(tx, row)
  })
}

/** The rules of a group in one direction. */
export function rulesOf(tx: Transaction, groupId: string, isEgress: boolean): SecurityGroupRuleRow[] {
  return [...tx.by(securityGroupRules, 'group', groupId)].filter((rule) => rule.isEgress === isEgress)
}
