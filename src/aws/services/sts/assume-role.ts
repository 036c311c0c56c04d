import type { AssumeRoleRequest, AssumeRoleResponse } from '@aws-sdk/client-sts'
import { parseArn } from '../../../model/arn.ts'
import { roleOfArn } from '../../../model/iam/role-of-arn.ts'
import type { RoleRow } from '../../../model/iam/rows.ts'
import { Fault } from '../../fault.ts'
import type { Operation, RequestContext } from '../../operation.ts'
import { callerOf } from './caller.ts'
import { callingKey } from './calling-key.ts'
import { issueRoleSession } from './issue-role-session.ts'
import { describeCredentials } from './issue-temporary-key.ts'
import { sessionPolicies } from './session-policies.ts'
import { sessionTags } from './session-tags.ts'
import type { ConditionKeys } from './trust-conditions.ts'
import { trusts } from './trust.ts'

const DEFAULT_SECONDS = 3600
const MAX_CHAINED_SECONDS = 3600

/** Gives temporary credentials of a role to a caller whom its trust policy names. */
export const assumeRole: Operation<AssumeRoleRequest, AssumeRoleResponse> = (tx, request, context) => {
  const {
    RoleArn: roleArn = '',
    RoleSessionName: sessionName = '',
    DurationSeconds = DEFAULT_SECONDS,
  } = request
  checkRoleArn(roleArn)
  if (request.TokenCode !== undefined || request.SerialNumber !== undefined) throw noMultiFactor()
  const caller = callingKey(tx, context)
  const sourceIdentity = request.SourceIdentity ?? caller?.sourceIdentity
  const tags = sessionTags(request, caller)
  const role = roleOfArn(tx, roleArn)
  if (!role) throw denied(context, 'sts:AssumeRole', roleArn)
  checkTrust(role, request, context)
  const { policy, policyArns, packedSize } = sessionPolicies(tx, request)
  if (context.principal.kind === 'role-session' && DurationSeconds > MAX_CHAINED_SECONDS) {
    const message =
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.'
    throw new Fault('ValidationError', message)
  }
  if (DurationSeconds > role.maxSessionDuration) {
    const message = 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.'
    throw new Fault('ValidationError', message)
  }
  const wanted = {
    role,
    sessionName,
    durationSeconds: DurationSeconds,
    policy,
    policyArns,
    tags,
    sourceIdentity,
  }
  const session = issueRoleSession(tx, wanted, context)
  return {
    Credentials: describeCredentials(session),
    AssumedRoleUser: { AssumedRoleId: session.userId, Arn: session.arn },
    ...(packedSize !== undefined && { PackedPolicySize: packedSize }),
    ...(sourceIdentity !== undefined && { SourceIdentity: sourceIdentity }),
  }
}

function checkRoleArn(text: string): void {
  const arn = parseArn(text)
  if (arn?.service !== 'iam' || !/^role\/./.test(arn.resource))
    throw new Fault('ValidationError', `${text} is invalid`)
}

/** Tags and a source identity are actions of their own, which the trust policy must allow as well. */
function checkTrust(role: RoleRow, request: AssumeRoleRequest, context: RequestContext): void {
  const { arn, roleArn } = callerOf(context)
  const caller = { account: context.account, arn, ...(roleArn !== undefined && { roleArn }) }
  const keys = conditionKeys(request, context)
  const actions = ['sts:AssumeRole']
  if ((request.Tags ?? []).length > 0) actions.push('sts:TagSession')
  if (request.SourceIdentity !== undefined) actions.push('sts:SetSourceIdentity')
  for (const action of actions) {
    if (!trusts(role.assumeRolePolicyDocument, action, caller, keys)) throw denied(context, action, role.arn)
  }
}

function conditionKeys(request: AssumeRoleRequest, context: RequestContext): ConditionKeys {
  const { arn, userId, roleArn } = callerOf(context)
  const keys = new Map<string, readonly string[]>([
    ['aws:principalarn', [roleArn ?? arn]],
    ['aws:principalaccount', [context.account]],
    ['aws:principaltype', [context.principal.kind === 'role-session' ? 'AssumedRole' : 'User']],
    ['aws:userid', [userId]],
    ['aws:requestedregion', [context.region]],
    ['aws:currenttime', [new Date(context.now).toISOString()]],
    ['sts:rolesessionname', [request.RoleSessionName ?? '']],
  ])
  if (roleArn === undefined) keys.set('aws:username', [arn.slice(arn.lastIndexOf('/') + 1)])
  if (request.ExternalId !== undefined) keys.set('sts:externalid', [request.ExternalId])
  if (request.SourceIdentity !== undefined) keys.set('sts:sourceidentity', [request.SourceIdentity])
  const tags = request.Tags ?? []
  for (const { Key = '', Value = '' } of tags) keys.set(`aws:requesttag/${Key.toLowerCase()}`, [Value])
  if (tags.length > 0)
    keys.set(
      'aws:tagkeys',
      tags.map(({ Key = '' }) => Key),
    )
  return keys
}

function denied(context: RequestContext, action: string, roleArn: string): Fault {
  const message = `User: ${callerOf(context).arn} is not authorized to perform: ${action} on resource: ${roleArn}`
  return new Fault('AccessDenied', message, { status: 403 })
}

function noMultiFactor(): Fault {
  const message = 'MultiFactorAuthentication failed with invalid MFA one time pass code. '
  return new Fault('AccessDenied', message, { status: 403 })
}
