import type { AssumeRoleRequest, AssumeRoleResponse } from '@aws-sdk/client-sts'
import { parseArn } from '../../../model/arn.ts'
import { roleOfArn } from '../../../model/iam/role-of-arn.ts'
import { Fault } from '../../fault.ts'
import type { Operation, RequestContext } from '../../operation.ts'
import { callerOf } from './caller.ts'
import { callingKey } from './calling-key.ts'
import { issueRoleSession } from './issue-role-session.ts'
import { describeCredentials } from './issue-temporary-key.ts'
import { refusedAction } from './may-assume.ts'
import { sessionPolicies } from './session-policies.ts'
import { sessionTags } from './session-tags.ts'

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
  const refused = refusedAction(tx, role, request, context)
  if (refused !== undefined) throw denied(context, refused, role.arn)
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

/** IAM is of no region; a path may hold nearly anything, the name behind it may not. */
function checkRoleArn(text: string): void {
  const arn = parseArn(text)
  const ofIam = arn?.service === 'iam' && arn.region === '' && /^\d{12}$/.test(arn.account)
  if (!ofIam || !/^role\/(?:.*\/)?[\w+=,.@-]+$/.test(arn.resource)) {
    throw new Fault('ValidationError', `${text} is invalid`)
  }
}

function denied(context: RequestContext, action: string, roleArn: string): Fault {
  const message = `User: ${callerOf(context).arn} is not authorized to perform: ${action} on resource: ${roleArn}`
  return new Fault('AccessDenied', message, { status: 403 })
}

function noMultiFactor(): Fault {
  const message = 'MultiFactorAuthentication failed with invalid MFA one time pass code. '
  return new Fault('AccessDenied', message, { status: 403 })
}
