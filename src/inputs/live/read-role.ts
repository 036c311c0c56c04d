import { awsManagedPolicies } from '../../model/iam/managed-policies.ts'
import { parseArn } from '../../model/arn.ts'
import type { RecordPath } from '../records/world-record.ts'
import { foreign } from './foreign.ts'
import type { FoundThings } from './found-things.ts'
import { unresolved, type LiveAccount } from './live-account.ts'
import { jsonDocument } from './live-record.ts'
import type { Reference } from './references-of.ts'

/** A role with its trust policy, its inline policies, and the ARNs of those that are attached to it. */
export async function readRole(
  account: LiveAccount,
  { name, account: owner }: Reference,
  found: FoundThings,
): Promise<void> {
  const RoleName = name.slice(name.lastIndexOf('/') + 1)
  const arn = name.startsWith('arn:') ? name : `arn:${account.partition}:iam::${owner}:role/${name}`
  const things = [
    ['role', arn],
    ['role', name],
    ['resource', arn],
  ] as const
  if (owner !== account.account) {
    found.settle(foreign(`role ${arn}`, owner), ...things)
    return
  }
  const iam = await account.client('iam')
  const [asked, inline, attached] = await Promise.all([
    account.ask('iam:GetRole', RoleName, async () => await iam.getRole({ RoleName })),
    inlinePolicies(account, RoleName),
    account.list('iam:ListAttachedRolePolicies', RoleName, async (Marker) => {
      const page = await iam.listAttachedRolePolicies({ RoleName, Marker })
      return { items: page.AttachedPolicies, next: page.Marker }
    }),
  ])
  const role = found.settle(asked, ...things)?.Role
  // A role of this name below another path is another role.
  if (role?.Arn !== undefined && role.Arn !== arn) {
    found.settle({ kind: 'absent', source: asked.source }, ...things)
    return
  }
  if (!role) return
  found.add({
    type: 'AWS::IAM::Role',
    region: account.region,
    account: owner,
    names: [RoleName, arn],
    source: asked.source,
    properties: {
      RoleName,
      AssumeRolePolicyDocument: jsonDocument(role.AssumeRolePolicyDocument),
      Policies: inline.policies,
      ManagedPolicyArns:
        attached.kind === 'answer'
          ? attached.value.map(({ PolicyArn }) => PolicyArn)
          : [unresolved(attached)],
      PermissionsBoundary: role.PermissionsBoundary?.PermissionsBoundaryArn,
      Tags: role.Tags ?? [],
    },
    told: [...inline.told, [['ManagedPolicyArns'], attached.source]],
  })
}

interface InlinePolicies {
  readonly policies: unknown
  readonly told: readonly (readonly [path: RecordPath, source: string])[]
}

async function inlinePolicies(account: LiveAccount, RoleName: string): Promise<InlinePolicies> {
  const iam = await account.client('iam')
  const names = await account.list('iam:ListRolePolicies', RoleName, async (Marker) => {
    const page = await iam.listRolePolicies({ RoleName, Marker })
    return { items: page.PolicyNames, next: page.Marker }
  })
  if (names.kind !== 'answer') {
    return { policies: unresolved(names), told: [] }
  }
  const answers = await Promise.all(
    names.value.map(
      async (PolicyName) =>
        await account.ask(
          'iam:GetRolePolicy',
          `${RoleName}/${PolicyName}`,
          async () => await iam.getRolePolicy({ RoleName, PolicyName }),
        ),
    ),
  )
  return {
    policies: answers.map((answer, index) => ({
      PolicyName: names.value[index],
      PolicyDocument:
        answer.kind === 'answer' ? jsonDocument(answer.value.PolicyDocument) : unresolved(answer),
    })),
    told: answers.map(({ source }, index) => [['Policies', index], source] as const),
  }
}

/** A managed policy, in the version that counts. Those of AWS whose text is known are not read. */
export async function readManagedPolicy(
  account: LiveAccount,
  { name: arn }: Reference,
  found: FoundThings,
): Promise<void> {
  const plainArn = arn.replace(/^arn:aws[a-z-]*:iam::aws:/, 'arn:aws:iam::aws:')
  if (awsManagedPolicies().get(plainArn)?.document !== undefined) return
  const iam = await account.client('iam')
  const short = arn.slice(arn.lastIndexOf('/') + 1)
  const policy = await account.ask(
    'iam:GetPolicy',
    short,
    async () => await iam.getPolicy({ PolicyArn: arn }),
  )
  const VersionId = policy.kind === 'answer' ? policy.value.Policy?.DefaultVersionId : undefined
  const version =
    VersionId === undefined
      ? undefined
      : await account.ask(
          'iam:GetPolicyVersion',
          `${short} ${VersionId}`,
          async () => await iam.getPolicyVersion({ PolicyArn: arn, VersionId }),
        )
  const last = version ?? policy
  const document =
    version?.kind === 'answer' ? jsonDocument(version.value.PolicyVersion?.Document) : undefined
  found.add({
    type: 'AWS::IAM::ManagedPolicy',
    region: account.region,
    account: parseArn(arn)?.account ?? account.account,
    names: [arn],
    source: last.source,
    properties: {
      ManagedPolicyName: short,
      PolicyDocument: document ?? unresolved(last),
    },
  })
}
