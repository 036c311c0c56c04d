import { absent, present, type Fact } from '../model/launch/fact.ts'
import { parseArn } from '../model/arn.ts'
import { awsManagedPolicies } from '../model/iam/managed-policies.ts'
import type { FoundPolicy, PolicyHolderFact, PolicyWorld } from '../model/iam/policy-world.ts'
import { roleOfArn } from '../model/iam/role-of-arn.ts'
import type { PolicyHolder } from '../model/iam/rows.ts'
import { managedPolicies, users } from '../model/iam/tables.ts'
import type { View } from '../model/state.ts'
import { accountResource } from './account-policies-of-resources.ts'

/**
 * The policies of the local accounts. Everything is known here but the text of those AWS managed policies that are
 * known by name only. No account is in an organization.
 */
export function accountPolicies(view: View): PolicyWorld {
  return {
    role(roleArn) {
      const row = roleOfArn(view, roleArn)
      return row ? present(holderFact(view, row, row.roleId, row.tags), row.arn) : absent()
    },
    user(userArn) {
      const arn = parseArn(userArn)
      const name = userArn.slice(userArn.lastIndexOf('/') + 1)
      const row = arn && view.at({ account: arn.account }).get(users, name)
      return row ? present(holderFact(view, row, row.userId, row.tags), row.arn) : absent()
    },
    managedPolicy: (arn) => managedPolicy(view, arn),
    resource: (arn) => accountResource(view, arn),
    serviceControlPolicies: () => absent(),
  }
}

function holderFact(
  view: View,
  row: PolicyHolder & { readonly arn: string },
  id: string,
  tags: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[],
): PolicyHolderFact {
  const inline = Object.entries(row.inlinePolicies).map(([name, document]): FoundPolicy => ({
    name,
    document,
    source: `${row.arn}, inline policy ${name}`,
  }))
  const managed = row.attachedPolicyArns.map((arn) => attachedPolicy(view, arn))
  const { permissionsBoundaryArn: boundary } = row
  return {
    id,
    policies: [...inline, ...managed],
    ...(boundary !== undefined && { permissionsBoundary: attachedPolicy(view, boundary) }),
    tags: Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value])),
  }
}

function attachedPolicy(view: View, arn: string): FoundPolicy {
  const found = managedPolicy(view, arn)
  if (found.known && !found.absent) return found.value
  return { name: nameOf(arn), arn, settledBy: `reading ${arn}` }
}

function managedPolicy(view: View, arn: string): Fact<FoundPolicy> {
  const aws = awsManagedPolicies().get(arn)
  if (aws) {
    const { policyName: name, document } = aws
    return present(
      document === undefined
        ? { name, arn, settledBy: `the text of ${arn}, which only AWS has` }
        : { name, arn, document, source: arn },
    )
  }
  const owner = parseArn(arn)?.account ?? ''
  const row = view.at({ account: owner }).get(managedPolicies, arn)
  if (!row) return absent()
  const version = row.versions.find(({ versionId }) => versionId === row.defaultVersionId)
  return present({
    name: row.policyName,
    arn,
    document: version?.document ?? '',
    source: `${arn}, version ${row.defaultVersionId}`,
  })
}

function nameOf(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1)
}
