import { awsManagedPolicies, type AwsManagedPolicy } from '../../../model/iam/managed-policies.ts'
import type { ManagedPolicyRow } from '../../../model/iam/rows.ts'
import { managedPolicies } from '../../../model/iam/tables.ts'
import type { View } from '../../../model/state.ts'
import { Fault } from '../../fault.ts'
import type { RequestContext } from '../../operation.ts'
import { callerOf } from '../sts/caller.ts'

/** A managed policy of the account, or one of AWS's. */
export type FoundPolicy =
  | { readonly owner: 'account'; readonly row: ManagedPolicyRow }
  | { readonly owner: 'aws'; readonly policy: AwsManagedPolicy }

const ARN = /^arn:aws[a-z-]*:iam::(aws|\d{12}):policy\/.+$/

/** A managed policy by ARN, or undefined. Throws where the text is not the ARN of a policy, with this code. */
export function lookUpPolicy(
  view: View,
  arn = '',
  invalidCode: 'InvalidInput' | 'ValidationError' = 'InvalidInput',
): FoundPolicy | undefined {
  if (!ARN.test(arn)) throw new Fault(invalidCode, `ARN ${arn} is not valid.`)
  const policy = awsManagedPolicies().get(arn)
  if (policy) return { owner: 'aws', policy }
  const row = view.get(managedPolicies, arn)
  return row && { owner: 'account', row }
}

/** A managed policy by ARN. Throws NoSuchEntity. */
export function findPolicy(view: View, arn = ''): FoundPolicy {
  const found = lookUpPolicy(view, arn)
  if (!found) throw notFound(arn)
  return found
}

/** A customer managed policy, to be changed by this action. Throws NoSuchEntity; AccessDenied for one of AWS's. */
export function findOwnPolicy(
  view: View,
  arn = '',
  action: string,
  context: RequestContext,
): ManagedPolicyRow {
  const found = findPolicy(view, arn)
  if (found.owner === 'account') return found.row
  const message = `User: ${callerOf(context).arn} is not authorized to perform: iam:${action} on resource: policy ${arn}`
  throw new Fault('AccessDenied', message, { status: 403 })
}

/** Says that a policy is not there. */
export function notFound(arn: string): Fault {
  return new Fault('NoSuchEntity', `Policy ${arn} was not found.`)
}
