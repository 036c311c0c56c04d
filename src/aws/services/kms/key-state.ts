import type { KeyRow } from '../../../model/kms/key.ts'
import { Fault } from '../../fault.ts'
import type { RequestContext } from '../../operation.ts'

/** Refuses a key that cannot be used in cryptography, with the text of the state it is in. */
export function requireUsable(key: KeyRow): void {
  if (key.state === 'Disabled') throw new Fault('DisabledException', `${key.arn} is disabled.`)
  requireNotPendingDeletion(key)
}

/** Refuses a key that is pending deletion. */
export function requireNotPendingDeletion(key: KeyRow): void {
  if (key.state !== 'PendingDeletion') return
  throw new Fault('KMSInvalidStateException', `${key.arn} is pending deletion.`)
}

/** Refuses to manage an AWS managed key: its policy lets nobody do so. */
export function requireCustomerManaged(key: KeyRow, operation: string, context: RequestContext): void {
  if (key.manager === 'CUSTOMER') return
  const what = `kms:${operation} on resource: ${key.arn}`
  const why = `because no resource-based policy allows the kms:${operation} action`
  throw new Fault(
    'AccessDeniedException',
    `User: ${callerArn(context)} is not authorized to perform: ${what} ${why}`,
  )
}

/** The ARN of who calls; the developer stands for the account itself. */
export function callerArn({ principal, account }: RequestContext): string {
  return principal.kind === 'developer' ? `arn:aws:iam::${account}:root` : principal.arn
}
