import type {
  GetAccountAuthorizationDetailsRequest,
  GetAccountAuthorizationDetailsResponse,
} from '@aws-sdk/client-iam'
import type { ManagedPolicyDetail, RoleDetail, UserDetail } from '@aws-sdk/client-iam'
import { awsManagedPolicies } from '../../../model/iam/managed-policies.ts'
import type { ManagedPolicyRow, PolicyHolder, RoleRow, UserRow } from '../../../model/iam/rows.ts'
import { instanceProfiles, managedPolicies, roles, users } from '../../../model/iam/tables.ts'
import type { View } from '../../../model/state.ts'
import { describeAttached } from './attached-policies.ts'
import { describeInstanceProfile } from './describe-instance-profile.ts'
import { describeAwsPolicy, describePolicy } from './describe-policy.ts'
import { describeBoundary, describeRole } from './describe-role.ts'
import { describeUser } from './describe-user.ts'
import { encodeDocument } from './encode-document.ts'
import { listPage } from './list-page.ts'
import { policyUsage, type PolicyUsage } from './policy-usage.ts'
import type { Operation } from '../../operation.ts'
import { wholeSecond } from './whole-second.ts'

/** Gives users, roles and managed policies with all that decides what they may do. */
export const getAccountAuthorizationDetails: Operation<
  GetAccountAuthorizationDetailsRequest,
  GetAccountAuthorizationDetailsResponse
> = (tx, request) => {
  const filter = new Set<string>(request.Filter ?? [])
  const wanted = (kind: string): boolean => filter.size === 0 || filter.has(kind)
  const usage = policyUsage(tx)
  const details: Detail[] = []
  if (wanted('User'))
    for (const user of tx.all(users)) details.push({ key: user.arn, user: userDetail(user) })
  if (wanted('Role'))
    for (const role of tx.all(roles)) details.push({ key: role.arn, role: roleDetail(tx, role) })
  if (wanted('LocalManagedPolicy')) {
    for (const row of tx.all(managedPolicies))
      details.push({ key: row.arn, policy: policyDetail(row, usage(row.arn)) })
  }
  if (wanted('AWSManagedPolicy')) {
    for (const policy of awsPolicyDetails(usage)) details.push({ key: policy.Arn ?? '', policy })
  }
  const { items, more } = listPage(details, request, ({ key }) => key)
  return {
    UserDetailList: items.flatMap(({ user }) => user ?? []),
    GroupDetailList: [],
    RoleDetailList: items.flatMap(({ role }) => role ?? []),
    Policies: items.flatMap(({ policy }) => policy ?? []),
    ...more,
  }
}

interface Detail {
  readonly key: string
  readonly user?: UserDetail
  readonly role?: RoleDetail
  readonly policy?: ManagedPolicyDetail
}

function inlinePolicies(holder: PolicyHolder): { PolicyName: string; PolicyDocument: string }[] {
  return Object.entries(holder.inlinePolicies).map(([name, document]) => ({
    PolicyName: name,
    PolicyDocument: encodeDocument(document),
  }))
}

function userDetail(user: UserRow): UserDetail {
  return {
    ...describeUser(user),
    UserPolicyList: inlinePolicies(user),
    GroupList: [],
    AttachedManagedPolicies: describeAttached(user),
    ...describeBoundary(user),
    Tags: [...user.tags],
  }
}

function roleDetail(view: View, role: RoleRow): RoleDetail {
  const profiles = [...view.by(instanceProfiles, 'role', role.roleName)]
  return {
    ...describeRole(role),
    InstanceProfileList: profiles.map((profile) => describeInstanceProfile(view, profile)),
    RolePolicyList: inlinePolicies(role),
    AttachedManagedPolicies: describeAttached(role),
    ...describeBoundary(role),
    Tags: [...role.tags],
    RoleLastUsed: {},
  }
}

function policyDetail(row: ManagedPolicyRow, usage: PolicyUsage): ManagedPolicyDetail {
  const { Tags: _tags, ...described } = describePolicy(row, usage)
  const versions = row.versions.toReversed().map(({ versionId, document, createdAtMs }) => ({
    VersionId: versionId,
    Document: encodeDocument(document),
    IsDefaultVersion: versionId === row.defaultVersionId,
    CreateDate: wholeSecond(createdAtMs),
  }))
  return { ...described, PolicyVersionList: versions }
}

/** AWS's policies that are in use, as IAM gives them; those whose documents are held, with them. */
function awsPolicyDetails(usage: (arn: string) => PolicyUsage): ManagedPolicyDetail[] {
  return [...awsManagedPolicies().values()]
    .map((policy) => ({ policy, used: usage(policy.arn) }))
    .filter(({ used }) => used.attachments + used.boundaries > 0)
    .map(({ policy, used }) => {
      const { defaultVersionId, document, updatedAtMs } = policy
      const version = {
        VersionId: defaultVersionId,
        IsDefaultVersion: true,
        CreateDate: wholeSecond(updatedAtMs),
      }
      const held = document === undefined ? version : { ...version, Document: encodeDocument(document) }
      return { ...describeAwsPolicy(policy, used), PolicyVersionList: [held] }
    })
}
