import { listChange } from '../list-change.ts'
import type { Properties } from '../../properties.ts'
import type { ResourceChange, ResourceContext } from '../../resource-handler.ts'
import { tagChange } from '../tag-change.ts'

/** The two kinds of principals that policies are put on. */
export type PrincipalKind = 'Role' | 'User'

/** Puts the inline and managed policies of a new role or user. */
export async function putPolicies(
  kind: PrincipalKind,
  name: string,
  properties: Properties,
  context: ResourceContext,
): Promise<void> {
  for (const PolicyArn of properties.texts('ManagedPolicyArns')) {
    await context.call('iam', `Attach${kind}Policy`, { [`${kind}Name`]: name, PolicyArn })
  }
  for (const policy of properties.maps('Policies')) {
    await context.call('iam', `Put${kind}Policy`, {
      [`${kind}Name`]: name,
      PolicyName: policy.requiredText('PolicyName'),
      PolicyDocument: policy.requiredJson('PolicyDocument'),
    })
  }
}

/** Brings policies, boundary and tags of a role or user to what the template says. */
export async function updatePrincipal(
  kind: PrincipalKind,
  change: ResourceChange,
  context: ResourceContext,
): Promise<void> {
  const { physicalId, before, after, changed } = change
  const self = { [`${kind}Name`]: physicalId }
  const managed = listChange(before.texts('ManagedPolicyArns'), after.texts('ManagedPolicyArns'))
  const namesOf = (properties: Properties): string[] =>
    properties.maps('Policies').map((policy) => policy.requiredText('PolicyName'))
  const inline = listChange(namesOf(before), namesOf(after))
  for (const PolicyArn of managed.removed) {
    await context.callUnlessGone('iam', `Detach${kind}Policy`, { ...self, PolicyArn })
  }
  for (const PolicyName of inline.removed) {
    await context.callUnlessGone('iam', `Delete${kind}Policy`, { ...self, PolicyName })
  }
  await putPolicies(kind, physicalId, after, context)
  if (changed.has('PermissionsBoundary')) {
    const PermissionsBoundary = after.text('PermissionsBoundary')
    if (PermissionsBoundary === undefined)
      await context.callUnlessGone('iam', `Delete${kind}PermissionsBoundary`, self)
    else await context.call('iam', `Put${kind}PermissionsBoundary`, { ...self, PermissionsBoundary })
  }
  const { set, unset } = tagChange(change)
  if (unset.length > 0) await context.call('iam', `Untag${kind}`, { ...self, TagKeys: unset })
  if (set.length > 0) await context.call('iam', `Tag${kind}`, { ...self, Tags: set })
}

/** Takes every policy from a role or user, so that it can be deleted; CloudFormation takes those, too. */
export async function clearPolicies(
  kind: PrincipalKind,
  name: string,
  context: ResourceContext,
): Promise<void> {
  const self = { [`${kind}Name`]: name }
  const { AttachedPolicies } = await context.call<{ AttachedPolicies: { PolicyArn: string }[] }>(
    'iam',
    `ListAttached${kind}Policies`,
    self,
  )
  for (const { PolicyArn } of AttachedPolicies) {
    await context.callUnlessGone('iam', `Detach${kind}Policy`, { ...self, PolicyArn })
  }
  const { PolicyNames } = await context.call<{ PolicyNames: string[] }>('iam', `List${kind}Policies`, self)
  for (const PolicyName of PolicyNames) {
    await context.callUnlessGone('iam', `Delete${kind}Policy`, { ...self, PolicyName })
  }
}
