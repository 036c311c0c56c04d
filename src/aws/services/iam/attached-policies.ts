import type { AttachedPolicy } from '@aws-sdk/client-iam'
import type { PolicyHolder } from '../../../model/iam/rows.ts'
import type { View } from '../../../model/state.ts'
import { Fault } from '../../fault.ts'
import { lookUpPolicy, notFound } from './find-policy.ts'
import { byName } from './list-page.ts'

const MAX_ATTACHED = 10

/** The ARNs with one more attached. Attaching twice changes nothing. Throws IAM's faults. */
export function attachPolicy(
  view: View,
  holder: PolicyHolder,
  arn: string,
  kind: 'Role' | 'User',
): readonly string[] {
  const found = lookUpPolicy(view, arn, 'ValidationError')
  if (!found) throw new Fault('NoSuchEntity', `Policy ${arn} does not exist or is not attachable.`)
  if (found.owner === 'aws' && found.policy.path.startsWith('/aws-service-role/')) {
    const whom = kind === 'Role' ? 'a Customer Role.' : 'an IAM user'
    throw new Fault('PolicyNotAttachable', `Cannot attach a Service Role Policy to ${whom}`)
  }
  if (holder.attachedPolicyArns.includes(arn)) return holder.attachedPolicyArns
  if (holder.attachedPolicyArns.length >= MAX_ATTACHED) {
    throw new Fault('LimitExceeded', `Cannot exceed quota for PoliciesPer${kind}: ${MAX_ATTACHED}`)
  }
  return [...holder.attachedPolicyArns, arn]
}

/** The ARNs with one less. Throws NoSuchEntity where it was not attached. */
export function detachPolicy(view: View, holder: PolicyHolder, arn: string): readonly string[] {
  lookUpPolicy(view, arn, 'ValidationError')
  if (!holder.attachedPolicyArns.includes(arn)) throw notFound(arn)
  return holder.attachedPolicyArns.filter((attached) => attached !== arn)
}

/** Checks that a policy may bound a role or user. Throws InvalidInput, NoSuchEntity. */
export function checkBoundary(view: View, arn: string): string {
  if (!lookUpPolicy(view, arn)) {
    throw new Fault('NoSuchEntity', `Scope ARN: ${arn} does not exist or is not attachable.`)
  }
  return arn
}

/** What is attached under a path, as the listings say it. */
export function describeAttached(holder: PolicyHolder, pathPrefix = '/'): AttachedPolicy[] {
  return holder.attachedPolicyArns
    .filter((arn) => arn.slice(arn.indexOf(':policy/') + ':policy'.length).startsWith(pathPrefix))
    .map((arn) => ({ PolicyName: arn.slice(arn.lastIndexOf('/') + 1), PolicyArn: arn }))
    .sort(byName((policy) => policy.PolicyName))
}
