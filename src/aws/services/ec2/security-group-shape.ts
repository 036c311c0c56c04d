import type { IpPermission, SecurityGroup, SecurityGroupRule } from '@aws-sdk/client-ec2'
import type { View } from '../../../model/state.ts'
import type { SecurityGroupRow, SecurityGroupRuleRow } from '../../../model/ec2/security-group.ts'
import { securityGroupRules, securityGroups } from '../../../model/ec2/tables.ts'
import { tagsOf } from './tags.ts'

/** A security group as answers show it, its rules gathered by protocol and ports. */
export function securityGroupShape(view: View, row: SecurityGroupRow): SecurityGroup {
  const rules = [...view.by(securityGroupRules, 'group', row.groupId)]
  return {
    GroupId: row.groupId,
    GroupName: row.groupName,
    Description: row.description,
    VpcId: row.vpcId,
    OwnerId: view.account,
    SecurityGroupArn: `arn:aws:ec2:${view.region}:${view.account}:security-group/${row.groupId}`,
    IpPermissions: permissionsOf(rules.filter((rule) => !rule.isEgress)),
    IpPermissionsEgress: permissionsOf(rules.filter((rule) => rule.isEgress)),
    Tags: tagsOf(view, row.groupId),
  }
}

/** Gathers rules of one direction into permissions: one for each protocol and port range. */
export function permissionsOf(
  rules: readonly Omit<SecurityGroupRuleRow, 'securityGroupRuleId' | 'groupId' | 'isEgress'>[],
): IpPermission[] {
  const permissions = new Map<string, Required<Omit<IpPermission, 'FromPort' | 'ToPort'>> & IpPermission>()
  for (const rule of rules) {
    const { ipProtocol, fromPort, toPort, description: Description } = rule
    const key = `${ipProtocol} ${fromPort} ${toPort}`
    let permission = permissions.get(key)
    if (!permission) {
      const ports = /^(tcp|udp|icmp|icmpv6)$/.test(ipProtocol) ? { FromPort: fromPort, ToPort: toPort } : {}
      const empty = { UserIdGroupPairs: [], IpRanges: [], Ipv6Ranges: [], PrefixListIds: [] }
      permission = { IpProtocol: ipProtocol, ...ports, ...empty }
      permissions.set(key, permission)
    }
    if (rule.cidrIpv4 !== undefined) permission.IpRanges.push({ CidrIp: rule.cidrIpv4, Description })
    if (rule.cidrIpv6 !== undefined) permission.Ipv6Ranges.push({ CidrIpv6: rule.cidrIpv6, Description })
    if (rule.prefixListId !== undefined) {
      permission.PrefixListIds.push({ PrefixListId: rule.prefixListId, Description })
    }
    if (rule.referencedGroupId !== undefined) {
      permission.UserIdGroupPairs.push({
        GroupId: rule.referencedGroupId,
        UserId: rule.referencedUserId,
        Description,
      })
    }
  }
  return [...permissions.values()]
}

/** One rule as answers show it. */
export function securityGroupRuleShape(view: View, row: SecurityGroupRuleRow): SecurityGroupRule {
  const group = view.get(securityGroups, row.groupId)
  const referenced = row.referencedGroupId ? view.get(securityGroups, row.referencedGroupId) : undefined
  return {
    SecurityGroupRuleId: row.securityGroupRuleId,
    SecurityGroupRuleArn: `arn:aws:ec2:${view.region}:${view.account}:security-group-rule/${row.securityGroupRuleId}`,
    GroupId: row.groupId,
    GroupOwnerId: view.account,
    IsEgress: row.isEgress,
    IpProtocol: row.ipProtocol,
    FromPort: row.fromPort,
    ToPort: row.toPort,
    CidrIpv4: row.cidrIpv4,
    CidrIpv6: row.cidrIpv6,
    PrefixListId: row.prefixListId,
    ReferencedGroupInfo: row.referencedGroupId
      ? {
          GroupId: row.referencedGroupId,
          UserId: row.referencedUserId,
          VpcId: referenced && referenced.vpcId !== group?.vpcId ? referenced.vpcId : undefined,
        }
      : undefined,
    Description: row.description,
    Tags: tagsOf(view, row.securityGroupRuleId),
  }
}
