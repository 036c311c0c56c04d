import type { DescribeSecurityGroupRulesRequest, DescribeSecurityGroupRulesResult } from '@aws-sdk/client-ec2'
import type { SecurityGroupRuleRow } from '../../../model/ec2/security-group.ts'
import type { Operation } from '../../operation.ts'
import type { FilterValues } from './filters.ts'
import { kinds, namedRows } from './kinds.ts'
import { listRows } from './list-rows.ts'
import { securityGroupRuleShape } from './security-group-shape.ts'

const filters: FilterValues<SecurityGroupRuleRow> = {
  'group-id': (row) => row.groupId,
  'security-group-rule-id': (row) => row.securityGroupRuleId,
}

/** Describes rules of security groups. */
export const describeSecurityGroupRules: Operation<
  DescribeSecurityGroupRulesRequest,
  DescribeSecurityGroupRulesResult
> = (tx, request) => {
  const rows = namedRows(tx, kinds.securityGroupRule, request.SecurityGroupRuleIds)
  const page = listRows(tx, request, { rows, idOf: (row) => row.securityGroupRuleId, filters })
  return {
    SecurityGroupRules: page.rows.map((row) => securityGroupRuleShape(tx, row)),
    NextToken: page.nextToken,
  }
}
