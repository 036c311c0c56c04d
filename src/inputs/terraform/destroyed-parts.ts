import { isDeepStrictEqual } from 'node:util'
import type { EvaluatedValue } from '../../model/template.ts'
import { ownTypes } from '../records/own-types.ts'
import { isMap, scalarText } from '../records/project-records.ts'
import type { RecordProperties } from '../records/world-record.ts'
import type { TerraformInstance } from './terraform-document.ts'
import type { Translated } from './translation.ts'

type Owned = (own: (value: EvaluatedValue | undefined) => boolean, gone: Translated) => Translated | undefined

/**
 * The records of a resource without what the plan destroys. Rules, routes and policies that are resources of their own
 * are also read back into the group, table or role that they belong to, where a plan leaves them.
 */
export function withoutDestroyed(
  { values }: TerraformInstance,
  translated: readonly Translated[],
  destroyed: readonly Translated[],
): readonly Translated[] {
  const own = (value: EvaluatedValue | undefined): boolean =>
    typeof value === 'string' && (value === values.id || value === values.name)
  return translated.flatMap((record) => {
    const take = takers[record.type]
    if (!take || destroyed.length === 0) return [record]
    let left: Translated | undefined = record
    for (const gone of destroyed) left = left && take(left)(own, gone)
    return left ? [left] : []
  })
}

const takers: Readonly<Record<string, (record: Translated) => Owned>> = {
  'AWS::IAM::Role':
    (role) =>
    (own, { type, properties: gone }) => {
      if (type === ownTypes.policyAttachment && listOf(gone.Roles).some(own)) {
        return without(role, 'ManagedPolicyArns', (arn) => arn === gone.PolicyArn)
      }
      return type === 'AWS::IAM::RolePolicy' && own(gone.RoleName)
        ? without(role, 'Policies', (policy) => isMap(policy) && policy.PolicyName === gone.PolicyName)
        : role
    },
  'AWS::EC2::Route':
    (route) =>
    (own, { type, properties: gone }) => {
      const isGone =
        type === route.type && own(gone.RouteTableId) && leadsTo(route.properties) === leadsTo(gone)
      return isGone && route.part !== undefined ? undefined : route
    },
  'AWS::EC2::SecurityGroup':
    (group) =>
    (own, { type, properties: gone }) => {
      const { GroupId, ...rule } = gone
      return own(GroupId) && /SecurityGroup(?:In|E)gress$/.test(type)
        ? without(group, type.slice('AWS::EC2::'.length), (one) => isMap(one) && isSameRule(one, rule))
        : group
    },
}

function listOf(value: EvaluatedValue | undefined): readonly EvaluatedValue[] {
  return Array.isArray(value) ? (value as readonly EvaluatedValue[]) : value === undefined ? [] : [value]
}

function without(
  record: Translated,
  property: string,
  isGone: (item: EvaluatedValue) => boolean,
): Translated {
  const value = record.properties[property]
  if (!Array.isArray(value)) return record
  const left = (value as readonly EvaluatedValue[]).filter((item) => !isGone(item))
  return { ...record, properties: { ...record.properties, [property]: left } }
}

function leadsTo(route: RecordProperties): EvaluatedValue | undefined {
  return route.DestinationCidrBlock ?? route.DestinationIpv6CidrBlock ?? route.DestinationPrefixListId
}

/** A rule for every protocol has no ports, or those that the provider writes for none. */
function isSameRule(one: RecordProperties, other: RecordProperties): boolean {
  const [first, second] = [one, other].map((rule) => {
    const { FromPort, ToPort, ...rest } = rule
    return scalarText(rest.IpProtocol) === '-1' ? rest : { ...rest, FromPort, ToPort }
  })
  return isDeepStrictEqual(first, second)
}
