import type { GetCallerIdentityRequest, GetCallerIdentityResponse } from '@aws-sdk/client-sts'
import type { Operation } from '../../operation.ts'
import { callerOf } from './caller.ts'

/** Tells the caller who signed the request. */
export const getCallerIdentity: Operation<GetCallerIdentityRequest, GetCallerIdentityResponse> = (
  _tx,
  _request,
  context,
) => {
  const { arn, userId } = callerOf(context)
  return { UserId: userId, Account: context.account, Arn: arn }
}
