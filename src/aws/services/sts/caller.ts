import { developerIdentity } from '../../../model/sts/developer.ts'
import type { RequestContext } from '../../operation.ts'

/** Who calls, as GetCallerIdentity and the texts of denials name it. */
export interface CallerIdentity {
  readonly arn: string
  readonly userId: string
  /** The role behind a session. */
  readonly roleArn?: string
}

/** The identity of a caller; the developer is an IAM user by that name. */
export function callerOf({
  principal,
  account,
}: Pick<RequestContext, 'principal' | 'account'>): CallerIdentity {
  if (principal.kind === 'developer') return developerIdentity(account)
  const { arn, userId } = principal
  return principal.kind === 'user' ? { arn, userId } : { arn, userId, roleArn: principal.roleArn }
}
