import type { PolicyHolder } from '../../../model/iam/rows.ts'
import { roles, users } from '../../../model/iam/tables.ts'
import type { View } from '../../../model/state.ts'

/** How many roles and users have a managed policy attached, and how many are bounded by it. */
export interface PolicyUsage {
  readonly attachments: number
  readonly boundaries: number
}

const unused: PolicyUsage = { attachments: 0, boundaries: 0 }

/** The usage of every managed policy of the account; ask it by ARN. */
export function policyUsage(view: View): (arn: string) => PolicyUsage {
  const usage = new Map<string, PolicyUsage>()
  const add = (arn: string, attachments: number, boundaries: number): void => {
    const before = usage.get(arn) ?? unused
    usage.set(arn, {
      attachments: before.attachments + attachments,
      boundaries: before.boundaries + boundaries,
    })
  }
  const count = ({ attachedPolicyArns, permissionsBoundaryArn }: PolicyHolder): void => {
    for (const arn of attachedPolicyArns) add(arn, 1, 0)
    if (permissionsBoundaryArn !== undefined) add(permissionsBoundaryArn, 0, 1)
  }
  for (const role of view.all(roles)) count(role)
  for (const user of view.all(users)) count(user)
  return (arn) => usage.get(arn) ?? unused
}
