import { found } from '../found.ts'
import { listChange } from '../list-change.ts'
import type { Properties } from '../../properties.ts'
import type { ResourceContext, ResourceHandler } from '../../resource-handler.ts'
import type { PrincipalKind } from './principal-policies.ts'

const kinds: readonly PrincipalKind[] = ['Role', 'User']

/** `AWS::IAM::ManagedPolicy` */
export const managedPolicy: ResourceHandler = {
  type: 'AWS::IAM::ManagedPolicy',
  properties: ['ManagedPolicyName', 'Description', 'Path', 'PolicyDocument', 'Roles', 'Users'],
  leftOut: ['Groups'],
  replacedBy: ['ManagedPolicyName', 'Description', 'Path'],
  nameProperty: 'ManagedPolicyName',
  create: async (properties, context) => {
    const { Policy } = await context.call<{ Policy: { Arn: string } }>('iam', 'CreatePolicy', {
      PolicyName: context.name(properties.text('ManagedPolicyName'), { max: 128 }),
      PolicyDocument: properties.requiredJson('PolicyDocument'),
      ...properties.request('iam', 'CreatePolicy', ['Description', 'Path']),
    })
    await context.begun(Policy.Arn)
    for (const kind of kinds) await attach(kind, properties.texts(`${kind}s`), Policy.Arn, context)
    return Policy.Arn
  },
  recover: async (properties, context) => {
    const name = context.name(properties.text('ManagedPolicyName'), { max: 128 })
    const arn = `arn:${context.partition}:iam::${context.account}:policy${properties.text('Path') ?? '/'}${name}`
    return await found(context.call('iam', 'GetPolicy', { PolicyArn: arn }).then(() => arn))
  },
  attributes: async (PolicyArn, _, context) => {
    const { Policy } = await context.call<{ Policy: Description }>('iam', 'GetPolicy', { PolicyArn })
    return {
      PolicyArn,
      PolicyId: Policy.PolicyId,
      AttachmentCount: Policy.AttachmentCount,
      DefaultVersionId: Policy.DefaultVersionId,
      IsAttachable: Policy.IsAttachable,
      PermissionsBoundaryUsageCount: Policy.PermissionsBoundaryUsageCount ?? 0,
      CreateDate: new Date(Policy.CreateDate).toISOString(),
      UpdateDate: new Date(Policy.UpdateDate).toISOString(),
    }
  },
  update: async ({ physicalId: PolicyArn, before, after, changed }, context) => {
    if (changed.has('PolicyDocument')) await newVersion(PolicyArn, after, context)
    for (const kind of kinds) {
      const { added, removed } = listChange(before.texts(`${kind}s`), after.texts(`${kind}s`))
      await detach(kind, removed, PolicyArn, context)
      await attach(kind, added, PolicyArn, context)
    }
  },
  remove: async (PolicyArn, properties, context) => {
    for (const kind of kinds) await detach(kind, properties.texts(`${kind}s`), PolicyArn, context)
    for (const { VersionId, IsDefaultVersion } of await versionsOf(PolicyArn, context)) {
      if (!IsDefaultVersion)
        await context.callUnlessGone('iam', 'DeletePolicyVersion', { PolicyArn, VersionId })
    }
    await context.call('iam', 'DeletePolicy', { PolicyArn })
  },
}

interface Description {
  readonly PolicyId: string
  readonly AttachmentCount: number
  readonly DefaultVersionId: string
  readonly IsAttachable: boolean
  readonly PermissionsBoundaryUsageCount?: number
  readonly CreateDate: Date
  readonly UpdateDate: Date
}

interface Version {
  readonly VersionId: string
  readonly IsDefaultVersion: boolean
}

/** IAM keeps five versions of a policy: the oldest that is not in use makes room. */
const MAX_VERSIONS = 5

async function newVersion(
  PolicyArn: string,
  properties: Properties,
  context: ResourceContext,
): Promise<void> {
  const versions = await versionsOf(PolicyArn, context)
  const oldest = versions.findLast(({ IsDefaultVersion }) => !IsDefaultVersion)
  if (versions.length >= MAX_VERSIONS && oldest) {
    await context.callUnlessGone('iam', 'DeletePolicyVersion', { PolicyArn, VersionId: oldest.VersionId })
  }
  const PolicyDocument = properties.requiredJson('PolicyDocument')
  await context.call('iam', 'CreatePolicyVersion', { PolicyArn, PolicyDocument, SetAsDefault: true })
}

/** The newest first. */
async function versionsOf(PolicyArn: string, context: ResourceContext): Promise<readonly Version[]> {
  return (await context.call<{ Versions: Version[] }>('iam', 'ListPolicyVersions', { PolicyArn })).Versions
}

async function attach(
  kind: PrincipalKind,
  names: readonly string[],
  PolicyArn: string,
  context: ResourceContext,
): Promise<void> {
  for (const name of names)
    await context.call('iam', `Attach${kind}Policy`, { [`${kind}Name`]: name, PolicyArn })
}

async function detach(
  kind: PrincipalKind,
  names: readonly string[],
  PolicyArn: string,
  context: ResourceContext,
): Promise<void> {
  for (const name of names) {
    await context.callUnlessGone('iam', `Detach${kind}Policy`, { [`${kind}Name`]: name, PolicyArn })
  }
}
