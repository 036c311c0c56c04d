import type {
  UpdateSecurityGroupRuleDescriptionsEgressRequest,
  UpdateSecurityGroupRuleDescriptionsEgressResult,
} from '@aws-sdk/client-ec2'
import type { Operation } from '../../operation.ts'
import { describeRulesAnew } from './describe-rules-anew.ts'
import { findGroup } from './find-group.ts'

/** Gives egress rules new descriptions. */
export const updateSecurityGroupRuleDescriptionsEgress: Operation<
  UpdateSecurityGroupRuleDescriptionsEgressRequest,
  UpdateSecurityGroupRuleDescriptionsEgressResult
> = (tx, request) => {
  describeRulesAnew(tx, findGroup(tx, request), true, request)
  return { Return: true }
}
