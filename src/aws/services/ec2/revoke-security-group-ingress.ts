import type { RevokeSecurityGroupIngressRequest, RevokeSecurityGroupIngressResult } from '@aws-sdk/client-ec2'
import type { Operation } from '../../operation.ts'
import { findGroup } from './find-group.ts'
import { permissionsOfRequest } from './plain-permission.ts'
import { revokeRules } from './revoke-rules.ts'
import { ruleSpecs } from './rule-spec.ts'

/** Lets traffic in no longer. */
export const revokeSecurityGroupIngress: Operation<
  RevokeSecurityGroupIngressRequest,
  RevokeSecurityGroupIngressResult
> = (tx, request) => {
  const group = findGroup(tx, request)
  const specs = ruleSpecs(tx, group, permissionsOfRequest(request))
  return { ...revokeRules(tx, group, false, { ids: request.SecurityGroupRuleIds, specs }) }
}
