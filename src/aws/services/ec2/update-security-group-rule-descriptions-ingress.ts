import type {
  UpdateSecurityGroupRuleDescriptionsIngressRequest,
  UpdateSecurityGroupRuleDescriptionsIngressResult,
} from '@aws-sdk/client-ec2'
import type { Operation } from '../../operation.ts'
import { describeRulesAnew } from './describe-rules-anew.ts'
import { findGroup } from './find-group.ts'

/** Gives ingress rules new descriptions. */
export const updateSecurityGroupRuleDescriptionsIngress: Operation<
  UpdateSecurityGroupRuleDescriptionsIngressRequest,
  UpdateSecurityGroupRuleDescriptionsIngressResult
> = (tx, request) => {
  describeRulesAnew(tx, findGroup(tx, request), false, request)
  return { Return: true }
}
