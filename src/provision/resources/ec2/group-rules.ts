import { Fault } from '../../../aws/fault.ts'
import type { Properties } from '../../properties.ts'
import type { ResourceContext } from '../../resource-handler.ts'

/** Which way the traffic of a rule goes. */
export type Direction = 'Ingress' | 'Egress'

/** Properties of a rule of a security group, by direction. */
export const ruleProperties: Readonly<Record<Direction, readonly string[]>> = {
  Ingress: [
    'CidrIp',
    'CidrIpv6',
    'Description',
    'FromPort',
    'IpProtocol',
    'SourcePrefixListId',
    'SourceSecurityGroupId',
    'SourceSecurityGroupName',
    'SourceSecurityGroupOwnerId',
    'ToPort',
  ],
  Egress: [
    'CidrIp',
    'CidrIpv6',
    'Description',
    'DestinationPrefixListId',
    'DestinationSecurityGroupId',
    'FromPort',
    'IpProtocol',
    'ToPort',
  ],
}

/** A rule as the operations take it. */
export function permissionOf(rule: Properties): Record<string, unknown> {
  const protocol = rule.requiredText('IpProtocol')
  const Description = rule.text('Description')
  const cidr = rule.text('CidrIp')
  const cidr6 = rule.text('CidrIpv6')
  const list = rule.text('SourcePrefixListId') ?? rule.text('DestinationPrefixListId')
  const group = groupOf(rule)
  const ports = { FromPort: rule.number('FromPort'), ToPort: rule.number('ToPort') }
  return {
    IpProtocol: protocol,
    ...(ports.FromPort === undefined ? {} : { FromPort: ports.FromPort }),
    ...(ports.ToPort === undefined ? {} : { ToPort: ports.ToPort }),
    ...(cidr === undefined ? {} : { IpRanges: [described({ CidrIp: cidr }, Description)] }),
    ...(cidr6 === undefined ? {} : { Ipv6Ranges: [described({ CidrIpv6: cidr6 }, Description)] }),
    ...(list === undefined ? {} : { PrefixListIds: [described({ PrefixListId: list }, Description)] }),
    ...(group === undefined ? {} : { UserIdGroupPairs: [described(group, Description)] }),
  }
}

function groupOf(rule: Properties): Record<string, string> | undefined {
  const GroupId = rule.text('SourceSecurityGroupId') ?? rule.text('DestinationSecurityGroupId')
  const GroupName = rule.text('SourceSecurityGroupName')
  const UserId = rule.text('SourceSecurityGroupOwnerId')
  if (GroupId === undefined && GroupName === undefined) return undefined
  return {
    ...(GroupId === undefined ? {} : { GroupId }),
    ...(GroupName === undefined ? {} : { GroupName }),
    ...(UserId === undefined ? {} : { UserId }),
  }
}

function described(target: Record<string, string>, text: string | undefined): Record<string, string> {
  return text === undefined ? target : { ...target, Description: text }
}

/** Adds rules to a group. Returns their ids. Rules that are there already are left as they are where that is fine. */
export async function authorize(
  direction: Direction,
  GroupId: string,
  rules: readonly Record<string, unknown>[],
  context: ResourceContext,
  onDuplicate: 'refuse' | 'ignore' = 'refuse',
): Promise<readonly string[]> {
  const ids: string[] = []
  for (const permission of rules) {
    try {
      const input = { GroupId, IpPermissions: [permission] }
      const operation = `AuthorizeSecurityGroup${direction}`
      const output = await context.call<{ SecurityGroupRules?: { SecurityGroupRuleId: string }[] }>(
        'ec2',
        operation,
        input,
      )
      ids.push(...(output.SecurityGroupRules ?? []).map(({ SecurityGroupRuleId }) => SecurityGroupRuleId))
    } catch (error) {
      const duplicate = error instanceof Fault && error.code === 'InvalidPermission.Duplicate'
      if (!duplicate || onDuplicate === 'refuse') throw error
    }
  }
  return ids
}

/** The id of the rule that an interrupted attempt added; undefined where the group has none of these. */
export async function ruleLike(
  direction: Direction,
  GroupId: string,
  rule: Properties,
  context: ResourceContext,
): Promise<string | undefined> {
  const { SecurityGroupRules } = await context.call<{ SecurityGroupRules: RuleDescription[] }>(
    'ec2',
    'DescribeSecurityGroupRules',
    { Filters: [{ Name: 'group-id', Values: [GroupId] }] },
  )
  const source = rule.text('SourceSecurityGroupId') ?? rule.text('DestinationSecurityGroupId')
  const list = rule.text('SourcePrefixListId') ?? rule.text('DestinationPrefixListId')
  return SecurityGroupRules.find(
    (known) =>
      known.IsEgress === (direction === 'Egress') &&
      known.IpProtocol === rule.text('IpProtocol') &&
      known.FromPort === (rule.number('FromPort') ?? known.FromPort) &&
      known.ToPort === (rule.number('ToPort') ?? known.ToPort) &&
      known.CidrIpv4 === rule.text('CidrIp') &&
      known.CidrIpv6 === rule.text('CidrIpv6') &&
      known.PrefixListId === list &&
      known.ReferencedGroupInfo?.GroupId === source,
  )?.SecurityGroupRuleId
}

interface RuleDescription {
  readonly SecurityGroupRuleId: string
  readonly IsEgress: boolean
  readonly IpProtocol: string
  readonly FromPort?: number
  readonly ToPort?: number
  readonly CidrIpv4?: string
  readonly CidrIpv6?: string
  readonly PrefixListId?: string
  readonly ReferencedGroupInfo?: { readonly GroupId?: string }
}

/** Takes rules from a group; those that are gone are fine. */
export async function revoke(
  direction: Direction,
  GroupId: string,
  rules: readonly Record<string, unknown>[],
  context: ResourceContext,
): Promise<void> {
  for (const permission of rules) {
    await context.callUnlessGone('ec2', `RevokeSecurityGroup${direction}`, {
      GroupId,
      IpPermissions: [permission],
    })
  }
}
