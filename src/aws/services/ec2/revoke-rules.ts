import type { IpPermission, RevokedSecurityGroupRule } from '@aws-sdk/client-ec2'
import type { Transaction } from '../../../model/state.ts'
import { forgetResource } from '../../../model/ec2/release-interface.ts'
import type { SecurityGroupRow, SecurityGroupRuleRow } from '../../../model/ec2/security-group.ts'
import { securityGroupRules, vpcs } from '../../../model/ec2/tables.ts'
import { Fault } from '../../fault.ts'
import { rulesOf } from './authorize-rules.ts'
import { missingParameter } from './faults.ts'
import { kinds } from './kinds.ts'
import { ruleKey, type RuleSpec } from './rule-spec.ts'
import { permissionsOf } from './security-group-shape.ts'

/** What a revocation did. */
export interface Revoked {
  readonly Return: boolean
  readonly RevokedSecurityGroupRules: RevokedSecurityGroupRule[]
  readonly UnknownIpPermissions: IpPermission[]
}

/**
 * Takes rules from a group, by id or by what they allow. A rule that is not there is told about in a group of the
 * default VPC, and fails the whole call in any other.
 */
export function revokeRules(
  tx: Transaction,
  group: SecurityGroupRow,
  isEgress: boolean,
  wanted: { readonly ids: readonly string[] | undefined; readonly specs: readonly RuleSpec[] },
): Revoked {
  const rules = rulesOf(tx, group.groupId, isEgress)
  const { ids = [], specs } = wanted
  if (ids.length === 0 && specs.length === 0) throw missingParameter('ipPermissions')
  const byId = ids.map((id) => {
    const rule = rules.find((one) => one.securityGroupRuleId === id)
    if (rule) return rule
    throw kinds.securityGroupRule.notFound(id)
  })
  const byKey = new Map(rules.map((rule) => [ruleKey(rule), rule]))
  const unknown = specs.filter((spec) => !byKey.has(ruleKey(spec)))
  if (unknown.length > 0 && !tx.get(vpcs, group.vpcId)?.isDefault) {
    throw new Fault('InvalidPermission.NotFound', 'The specified rule does not exist in this security group.')
  }
  const revoked = [...new Set([...byId, ...specs.flatMap((spec) => byKey.get(ruleKey(spec)) ?? [])])]
  for (const rule of revoked) {
    tx.delete(securityGroupRules, rule.securityGroupRuleId)
    forgetResource(tx, rule.securityGroupRuleId)
  }
  return {
    Return: true,
    RevokedSecurityGroupRules: revoked.map(revokedShape),
    UnknownIpPermissions: permissionsOf(unknown),
  }
}

function revokedShape(rule: SecurityGroupRuleRow): RevokedSecurityGroupRule {
  return {
    SecurityGroupRuleId: rule.securityGroupRuleId,
    GroupId: rule.groupId,
    IsEgress: rule.isEgress,
    IpProtocol: rule.ipProtocol,
    FromPort: rule.fromPort,
    ToPort: rule.toPort,
    CidrIpv4: rule.cidrIpv4,
    CidrIpv6: rule.cidrIpv6,
    PrefixListId: rule.prefixListId,
    ReferencedGroupId: rule.referencedGroupId,
    Description: rule.description,
  }
}
