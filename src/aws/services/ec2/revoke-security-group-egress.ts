import type { RevokeSecurityGroupEgressRequest, RevokeSecurityGroupEgressResult } from '@aws-sdk/client-ec2'
import type { Operation } from '../../operation.ts'
import { findGroup } from './find-group.ts'
import { permissionsOfRequest } from './plain-permission.ts'
import { revokeRules } from './revoke-rules.ts'
import { ruleSpecs } from './rule-spec.ts'

/** Lets traffic out no longer. */
export const revokeSecurityGroupEgress: Operation<
  RevokeSecurityGroupEgressRequest,
  RevokeSecurityGroupEgressResult
> = (tx, request) => {
  const group = findGroup(tx, request)
  const specs = ruleSpecs(tx, group, permissionsOfRequest(request))
  return { ...revokeRules(tx, group, true, { ids: request.SecurityGroupRuleIds, specs }) }
}
