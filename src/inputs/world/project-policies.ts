import { Unresolved } from '../../model/template.ts'
import type { EvaluatedValue } from '../../model/template.ts'
import { awsManagedPolicies } from '../../model/iam/managed-policies.ts'
import type { FoundPolicy, PolicyHolderFact, PolicyWorld } from '../../model/iam/policy-world.ts'
import { absent, present, unknownFact, type Fact } from '../../model/launch/fact.ts'
import { ownTypes } from '../records/own-types.ts'
import { mapsAt, sourceAt, valueAt, type ProjectRecords } from '../records/project-records.ts'
import type { WorldRecord } from '../records/world-record.ts'
import { policyOf } from './found-policy.ts'
import { outside } from './outside.ts'
import { placeless } from './placeless.ts'
import { projectResource, tagsOf } from './project-resource-policies.ts'

/**
 * The policies of a project. A role of the project has all its policies here, but for the text of managed ones that
 * are kept elsewhere; anything that is not in the project is unknown.
 */
export function projectPolicies(records: ProjectRecords): PolicyWorld {
  const roles = new Map<string, Fact<PolicyHolderFact>>()
  return {
    role(roleArn) {
      const known = roles.get(roleArn) ?? roleFact(records, roleArn)
      roles.set(roleArn, known)
      return known
    },
    user: (userArn) => unknownFact(`reading the policies of ${userArn}`),
    managedPolicy(arn) {
      const found = managedPolicy(records, arn)
      return found.document === undefined ? unknownFact(`reading ${arn}`) : present(found, sourceOf(found))
    },
    resource: (arn) => projectResource(records, arn),
    // A template cannot tell whether its account is in an organization; what a step does is judged without one.
    serviceControlPolicies: () => absent(),
  }
}

function sourceOf(policy: FoundPolicy): string | undefined {
  return 'source' in policy ? policy.source : undefined
}

/** The role that an ARN, or a name, means. */
export function roleRecord(records: ProjectRecords, role: string): WorldRecord | undefined {
  return records.find('AWS::IAM::Role', role)
}

/** That a role is not in the project, and what would tell about it. */
export function roleOutside(records: ProjectRecords, roleArn: string): Fact<never> {
  const name = roleArn.slice(roleArn.lastIndexOf('/') + 1)
  const namesake = roleOfName(records, roleArn, name)
  if (namesake) return absent(sourceAt(namesake))
  return outside(records, 'role', roleArn, `aws iam get-role --role-name ${name}`)
}

/** An account has one role of a name, whatever its path: where the project makes it, no other can be meant. */
function roleOfName(records: ProjectRecords, roleArn: string, name: string): WorldRecord | undefined {
  const [start = ''] = roleArn.split(':role/')
  return records
    .keyed(
      'AWS::IAM::Role',
      'name in account',
      (record) => record.names.flatMap(nameInAccount),
      `${start} ${name}`,
    )
    .at(0)
}

function nameInAccount(arn: string): readonly string[] {
  const [start = '', path] = arn.split(':role/')
  return path === undefined ? [] : [`${start} ${path.slice(path.lastIndexOf('/') + 1)}`]
}

function roleFact(records: ProjectRecords, roleArn: string): Fact<PolicyHolderFact> {
  const record = roleRecord(records, roleArn)
  if (!record) return roleOutside(records, roleArn)
  const boundary = records.text(record, 'PermissionsBoundary')
  return present(
    {
      policies: [
        ...inlinePolicies(records, record),
        ...managedPolicies(records, record),
        ...unplacedPolicies(records),
      ],
      ...(boundary === undefined ? {} : { permissionsBoundary: managedPolicy(records, boundary) }),
      ...tagsOf(record),
    },
    sourceAt(record),
  )
}

/** Policies of which it is not known whose they are. */
function unplacedPolicies(records: ProjectRecords): FoundPolicy[] {
  const links = [
    [ownTypes.policyAttachment, 'Roles'],
    ['AWS::IAM::RolePolicy', 'RoleName'],
  ] as const
  return links.flatMap(([type, property]) => {
    const settledBy = placeless(records, type, property)
    return settledBy === undefined ? [] : [{ name: 'a policy of a role that is not known', settledBy }]
  })
}

function inlinePolicies(records: ProjectRecords, role: WorldRecord): FoundPolicy[] {
  const policies = valueAt(role, ['Policies'])
  const own =
    policies instanceof Unresolved
      ? [{ name: 'the inline policies', settledBy: policies.settledBy }]
      : [
          ...mapsAt(role, 'Policies').map(([index, policy]) =>
            policyAt(records, role, ['Policies', index], policy.PolicyName),
          ),
          ...openItems(policies).map(({ settledBy }) => ({ name: 'an inline policy', settledBy })),
        ]
  const separate = [
    ...attachedTo(records, role, 'AWS::IAM::Policy', 'Roles'),
    ...attachedTo(records, role, 'AWS::IAM::RolePolicy', 'RoleName'),
  ]
  return [...own, ...separate.map((record) => policyAt(records, record, [], record.properties.PolicyName))]
}

function openItems(value: EvaluatedValue | undefined): Unresolved[] {
  const items = Array.isArray(value) ? (value as readonly EvaluatedValue[]) : []
  return items.filter((item) => item instanceof Unresolved)
}

function attachedTo(
  records: ProjectRecords,
  { names }: WorldRecord,
  type: string,
  property: string,
): readonly WorldRecord[] {
  const found = new Set<WorldRecord>()
  for (const name of names) for (const record of records.where(type, property, name)) found.add(record)
  return [...found]
}

/** A policy whose document stands below a path of a record. */
function policyAt(
  records: ProjectRecords,
  record: WorldRecord,
  path: readonly (string | number)[],
  givenName: EvaluatedValue | undefined,
): FoundPolicy {
  const name = records.textOf(givenName) ?? record.id
  const document = valueAt(record, [...path, 'PolicyDocument'])
  return policyOf(name, record, document, [...path, 'PolicyDocument'])
}

function managedPolicies(records: ProjectRecords, role: WorldRecord): FoundPolicy[] {
  const attached = [
    ...records.texts(role, 'ManagedPolicyArns'),
    ...attachedTo(records, role, 'AWS::IAM::ManagedPolicy', 'Roles').flatMap(({ names: [arn] }) => arn ?? []),
    ...attachedTo(records, role, ownTypes.policyAttachment, 'Roles').flatMap(
      (record) => records.text(record, 'PolicyArn') ?? [],
    ),
  ]
  return [...new Set(attached)].map((arn) => managedPolicy(records, arn))
}

function managedPolicy(records: ProjectRecords, arn: string): FoundPolicy {
  const name = arn.slice(arn.lastIndexOf('/') + 1)
  const record = records.find('AWS::IAM::ManagedPolicy', arn)
  if (record) {
    const found = policyOf(name, record, record.properties.PolicyDocument, ['PolicyDocument'])
    return { ...found, arn }
  }
  // The partition does not change which policy of AWS's is meant.
  const aws = awsManagedPolicies().get(arn.replace(/^arn:aws[a-z-]*:iam::aws:/, 'arn:aws:iam::aws:'))
  if (aws?.document !== undefined) return { name, arn, document: aws.document, source: arn }
  const settledBy =
    records.unknowns.settling(arn) ??
    `the policy ${arn} (aws iam get-policy-version --policy-arn ${arn} --version-id VERSION)`
  return { name, arn, settledBy }
}
