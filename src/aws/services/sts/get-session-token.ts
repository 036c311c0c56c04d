import type { GetSessionTokenRequest, GetSessionTokenResponse } from '@aws-sdk/client-sts'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { callerOf } from './caller.ts'
import { callingKey } from './calling-key.ts'
import { describeCredentials, issueTemporaryKey } from './issue-temporary-key.ts'

const DEFAULT_SECONDS = 43_200

/** Gives temporary credentials to a user, who stays the same. */
export const getSessionToken: Operation<GetSessionTokenRequest, GetSessionTokenResponse> = (
  tx,
  request,
  context,
) => {
  const { principal, account } = context
  if (principal.kind === 'role-session' || callingKey(tx, context)?.sessionToken !== undefined) {
    throw new Fault('AccessDenied', 'Cannot call GetSessionToken with session credentials', { status: 403 })
  }
  if (request.TokenCode !== undefined || request.SerialNumber !== undefined) {
    const message = 'MultiFactorAuthentication failed with invalid MFA one time pass code. '
    throw new Fault('AccessDenied', message, { status: 403 })
  }
  const { arn, userId } = callerOf(context)
  const developer = principal.kind === 'developer' ? { developer: true as const } : {}
  const session = { account, arn, userId, ...developer }
  const credentials = issueTemporaryKey(tx, session, request.DurationSeconds ?? DEFAULT_SECONDS, context)
  return { Credentials: describeCredentials(credentials) }
}
