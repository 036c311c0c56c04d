import type { DescribeSecurityGroupsRequest, DescribeSecurityGroupsResult } from '@aws-sdk/client-ec2'
import type { View } from '../../../model/state.ts'
import type { SecurityGroupRow, SecurityGroupRuleRow } from '../../../model/ec2/security-group.ts'
import { securityGroupRules, securityGroups } from '../../../model/ec2/tables.ts'
import type { Operation } from '../../operation.ts'
import type { FilterValues } from './filters.ts'
import { findGroup } from './find-group.ts'
import { listRows } from './list-rows.ts'
import { securityGroupShape } from './security-group-shape.ts'

/** Describes security groups; by name only those of the default VPC. */
export const describeSecurityGroups: Operation<
  DescribeSecurityGroupsRequest,
  DescribeSecurityGroupsResult
> = (tx, request) => {
  const named = [
    ...(request.GroupIds ?? []).map((GroupId) => findGroup(tx, { GroupId })),
    ...(request.GroupNames ?? []).map((GroupName) => findGroup(tx, { GroupName })),
  ]
  const rows = named.length > 0 ? [...new Set(named)] : [...tx.all(securityGroups)]
  const page = listRows(tx, request, { rows, idOf: (row) => row.groupId, filters: filtersOf(tx) })
  return { SecurityGroups: page.rows.map((row) => securityGroupShape(tx, row)), NextToken: page.nextToken }
}

const ruleValues: Readonly<
  Record<string, (rule: SecurityGroupRuleRow, view: View) => string | number | undefined>
> = {
  cidr: (rule) => rule.cidrIpv4,
  'ipv6-cidr': (rule) => rule.cidrIpv6,
  'from-port': (rule) => rule.fromPort,
  'to-port': (rule) => rule.toPort,
  'group-id': (rule) => rule.referencedGroupId,
  'group-name': (rule, view) => view.get(securityGroups, rule.referencedGroupId ?? '')?.groupName,
  'prefix-list-id': (rule) => rule.prefixListId,
  protocol: (rule) => rule.ipProtocol,
  'user-id': (rule) => rule.referencedUserId,
}

function filtersOf(view: View): FilterValues<SecurityGroupRow> {
  const rules = (row: SecurityGroupRow, isEgress: boolean): SecurityGroupRuleRow[] =>
    [...view.by(securityGroupRules, 'group', row.groupId)].filter((rule) => rule.isEgress === isEgress)
  const ofRules = Object.entries(ruleValues).flatMap(([name, value]) => [
    [
      `ip-permission.${name}`,
      (row: SecurityGroupRow) => rules(row, false).map((rule) => value(rule, view)),
    ] as const,
    [
      `egress.ip-permission.${name}`,
      (row: SecurityGroupRow) => rules(row, true).map((rule) => value(rule, view)),
    ] as const,
  ])
  return {
    ...Object.fromEntries(ofRules),
    description: (row) => row.description,
    'group-id': (row) => row.groupId,
    'group-name': (row) => row.groupName,
    'owner-id': () => view.account,
    'vpc-id': (row) => row.vpcId,
  }
}
