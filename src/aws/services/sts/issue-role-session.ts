import type { RoleRow } from '../../../model/iam/rows.ts'
import type { IssuedKey } from '../../../model/sts/tables.ts'
import type { Transaction } from '../../../model/state.ts'
import type { FreshIds } from '../../operation.ts'
import { issueTemporaryKey, type TemporaryCredentials } from './issue-temporary-key.ts'

/** A session of a role to be issued. */
export interface RoleSessionRequest {
  readonly role: Pick<RoleRow, 'arn' | 'roleId' | 'roleName'>
  /** What stands last in the session's ARN; for a task its id. */
  readonly sessionName: string
  readonly durationSeconds: number
  /** The task whose credentials these are; they go with `revokeTaskSessions`. */
  readonly taskArn?: string | undefined
  /** Session policy, a JSON text. */
  readonly policy?: string | undefined
  /** Managed policies as session policies. */
  readonly policyArns?: readonly string[] | undefined
  readonly tags?: IssuedKey['sessionTags'] | undefined
  readonly sourceIdentity?: string | undefined
}

/** Credentials of a role session, and who they are. */
export interface RoleSession extends TemporaryCredentials {
  /** `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION` */
  readonly arn: string
  /** `AROA…:SESSION` */
  readonly userId: string
}

/**
 * Issues temporary credentials of a role. Whether the role may be assumed is the caller's to check; so are limits of
 * the duration, which for tasks are not those of AssumeRole.
 */
export function issueRoleSession(
  tx: Transaction,
  request: RoleSessionRequest,
  context: { readonly now: number; readonly fresh: FreshIds },
): RoleSession {
  const { role, sessionName, taskArn, policy, policyArns, tags, sourceIdentity } = request
  const account = role.arn.split(':')[4] ?? tx.account
  const arn = `arn:aws:sts::${account}:assumed-role/${role.roleName}/${sessionName}`
  const userId = `${role.roleId}:${sessionName}`
  const session = {
    account,
    arn,
    userId,
    roleArn: role.arn,
    ...(taskArn !== undefined && { taskArn }),
    ...(policy !== undefined && { sessionPolicy: policy }),
    ...(policyArns !== undefined && policyArns.length > 0 && { sessionPolicyArns: policyArns }),
    ...(tags !== undefined && tags.length > 0 && { sessionTags: tags }),
    ...(sourceIdentity !== undefined && { sourceIdentity }),
  }
  return { ...issueTemporaryKey(tx, session, request.durationSeconds, context), arn, userId }
}
