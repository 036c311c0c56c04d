import type { AssumeRoleRequest } from '@aws-sdk/client-sts'
import { callKeys } from '../../../iam/call-keys.ts'
import { compilePolicy } from '../../../iam/compile-policy.ts'
import { evaluate } from '../../../iam/evaluate.ts'
import { gatherPolicies, tagFacts } from '../../../iam/gather-policies.ts'
import type { PolicyEntry } from '../../../iam/policy-context.ts'
import type { CallingPrincipal } from '../../../model/iam/access.ts'
import type { RoleRow } from '../../../model/iam/rows.ts'
import type { View } from '../../../model/state.ts'
import { callerOf as issuedCallerOf, type CallerFacts } from '../../access-decision.ts'
import { accountPolicies } from '../../account-policies.ts'
import type { RequestContext } from '../../operation.ts'
import { callerOf } from './caller.ts'

/**
 * The first of the actions that a request for a session needs and the policies do not allow: the caller's own, and the
 * role's trust policy. What cannot be known does not refuse, as for every other call.
 */
export function refusedAction(
  view: View,
  role: RoleRow,
  request: AssumeRoleRequest,
  context: RequestContext,
): string | undefined {
  const caller = callerFacts(view, context)
  const { principal, sessionPolicies, key } = caller
  const setting = {
    principal,
    action: 'sts:AssumeRole',
    resource: role.arn,
    ...(sessionPolicies && { sessionPolicies }),
  }
  const gathered = gatherPolicies(setting, accountPolicies(view))
  const developer = context.principal.kind === 'developer'
  const policies = developer
    ? { ...gathered.context, identityPolicies: [everythingAllowed] }
    : gathered.context
  const tags = tagFacts(gathered, 'sts:AssumeRole')
  const sessionTags = Object.fromEntries(
    (key?.sessionTags ?? []).map(({ key: name, value }) => [name, value]),
  )
  const given = Object.fromEntries((request.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value]))
  const keys = callKeys({
    principal,
    region: context.region,
    now: context.now,
    resourceAccount: role.arn.split(':')[4] ?? context.account,
    principalTags: { ...tags.principalTags, ...sessionTags },
    ...(tags.resourceTags && { resourceTags: tags.resourceTags }),
    requestTags: given,
    ...(key?.taskArn === undefined && { sourceIp: '127.0.0.1' }),
    ...(key?.expiresAtMs !== undefined && { tokenIssuedAt: key.createdAtMs }),
    serviceKeys: {
      'sts:RoleSessionName': request.RoleSessionName,
      'sts:ExternalId': request.ExternalId,
      'sts:SourceIdentity': request.SourceIdentity,
      'aws:SourceIdentity': key?.sourceIdentity,
      'sts:TransitiveTagKeys': request.TransitiveTagKeys,
    },
    open: [{ name: 'aws:principalorg*', settledBy: 'the organization of the account' }],
  })
  return actionsOf(request).find(
    (action) => evaluate({ principal, action, resource: role.arn, keys }, policies).kind === 'denied',
  )
}

/** Tags and a source identity are actions of their own. */
function actionsOf({ Tags = [], SourceIdentity }: AssumeRoleRequest): readonly string[] {
  const actions = ['sts:AssumeRole']
  if (Tags.length > 0) actions.push('sts:TagSession')
  if (SourceIdentity !== undefined) actions.push('sts:SetSourceIdentity')
  return actions
}

/** The developer may do everything, and is still only assumed where the role trusts the account. */
function callerFacts(view: View, context: RequestContext): CallerFacts {
  const { principal, account } = context
  if (principal.kind !== 'developer') return issuedCallerOf(view, principal, account)
  const { arn, userId } = callerOf(context)
  const developer: CallingPrincipal = { kind: 'user', account, arn, userId }
  return { principal: developer }
}

const everythingAllowed: PolicyEntry = {
  name: 'developer',
  compiled: compilePolicy({
    version: '2012-10-17',
    statements: [{ index: 0, effect: 'Allow', action: ['*'], resource: ['*'], conditions: [] }],
    unresolved: [],
  }),
}
