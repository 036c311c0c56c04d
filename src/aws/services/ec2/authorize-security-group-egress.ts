import type {
  AuthorizeSecurityGroupEgressRequest,
  AuthorizeSecurityGroupEgressResult,
} from '@aws-sdk/client-ec2'
import type { Operation } from '../../operation.ts'
import { authorizeRules } from './authorize-rules.ts'
import { findGroup } from './find-group.ts'
import { permissionsOfRequest } from './plain-permission.ts'
import { ruleSpecs } from './rule-spec.ts'

/** Lets traffic out. */
export const authorizeSecurityGroupEgress: Operation<
  AuthorizeSecurityGroupEgressRequest,
  AuthorizeSecurityGroupEgressResult
> = (tx, request, { fresh }) => {
  const group = findGroup(tx, request)
  const specs = ruleSpecs(tx, group, permissionsOfRequest(request))
  const added = authorizeRules(tx, group, true, specs, { fresh, tags: request.TagSpecifications })
  return { Return: true, SecurityGroupRules: added }
}
