import type { IpPermission } from '@aws-sdk/client-ec2'
import type { View } from '../../../model/state.ts'
import { formatCidr, parseCidr } from '../../../model/ec2/cidr.ts'
import { vpcsArePeered } from '../../../model/ec2/network-lookups.ts'
import { managedPrefixList } from '../../../model/ec2/prefix-lists.ts'
import type { SecurityGroupRow, SecurityGroupRuleRow } from '../../../model/ec2/security-group.ts'
import { securityGroups } from '../../../model/ec2/tables.ts'
import { Fault } from '../../fault.ts'
import { invalidParameterValue, missingParameter } from './faults.ts'
import { findRow, kinds } from './kinds.ts'

/** A rule before it has an id and a group. */
export type RuleSpec = Omit<SecurityGroupRuleRow, 'securityGroupRuleId' | 'groupId' | 'isEgress'>

type RuleSource = Pick<
  RuleSpec,
  'cidrIpv4' | 'cidrIpv6' | 'prefixListId' | 'referencedGroupId' | 'referencedUserId' | 'description'
>

/** Reads permissions as a request holds them into single rules. Throws where one cannot be. */
export function ruleSpecs(
  view: View,
  group: SecurityGroupRow,
  permissions: readonly IpPermission[] | undefined,
): RuleSpec[] {
  return (permissions ?? []).flatMap((permission) => {
    const traffic = trafficOf(permission.IpProtocol, permission.FromPort, permission.ToPort)
    const sources = sourcesOf(view, group, permission)
    if (sources.length === 0) {
      const text = 'Missing source specification: include source security group or CIDR information'
      throw new Fault('MissingParameter', text)
    }
    return sources.map((source) => ({ ...traffic, ...source }))
  })
}

function sourcesOf(view: View, group: SecurityGroupRow, permission: IpPermission): RuleSource[] {
  return [
    ...(permission.IpRanges ?? []).map((range) => ({
      cidrIpv4: ruleCidr(range.CidrIp, 4),
      ...descriptionOf(range.Description),
    })),
    ...(permission.Ipv6Ranges ?? []).map((range) => ({
      cidrIpv6: ruleCidr(range.CidrIpv6, 6),
      ...descriptionOf(range.Description),
    })),
    ...(permission.PrefixListIds ?? []).map((list) => ({
      prefixListId: rulePrefixList(view, list.PrefixListId),
      ...descriptionOf(list.Description),
    })),
    ...(permission.UserIdGroupPairs ?? []).map((pair) => ({
      ...referenceOf(view, group, pair.GroupId, pair.GroupName, pair.UserId),
      ...descriptionOf(pair.Description),
    })),
  ]
}

const protocolNames: Readonly<Record<string, string>> = {
  '6': 'tcp',
  '17': 'udp',
  '1': 'icmp',
  '58': 'icmpv6',
  all: '-1',
}

/** Protocol and ports as EC2 keeps them: -1 where the protocol has no ports, or all are meant. */
export function trafficOf(
  protocol: string | undefined,
  fromPort: number | undefined,
  toPort: number | undefined,
): Pick<RuleSpec, 'ipProtocol' | 'fromPort' | 'toPort'> {
  if (!protocol) throw missingParameter('ipProtocol')
  const lower = protocol.toLowerCase()
  const ipProtocol = protocolNames[lower] ?? lower
  if (ipProtocol === 'tcp' || ipProtocol === 'udp') return portsOf(ipProtocol, fromPort, toPort)
  if (ipProtocol === 'icmp' || ipProtocol === 'icmpv6') {
    return { ipProtocol, fromPort: fromPort ?? -1, toPort: toPort ?? -1 }
  }
  if (ipProtocol !== '-1' && !/^(\d|[1-9]\d|1\d\d|2[0-4]\d|25[0-5])$/.test(ipProtocol)) {
    throw invalidParameterValue(`Invalid value '${protocol}' for IP protocol. Unknown protocol.`)
  }
  return { ipProtocol, fromPort: -1, toPort: -1 }
}

function portsOf(
  ipProtocol: string,
  fromPort: number | undefined,
  toPort: number | undefined,
): Pick<RuleSpec, 'ipProtocol' | 'fromPort' | 'toPort'> {
  if (fromPort === undefined || toPort === undefined) {
    throw invalidParameterValue(
      "Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.",
    )
  }
  for (const port of [fromPort, toPort]) {
    if (port < 0 || port > 65_535) throw invalidParameterValue(`Invalid TCP/UDP port: ${port}`)
  }
  if (fromPort > toPort) throw invalidParameterValue(`Invalid TCP/UDP port range (${fromPort}:${toPort})`)
  return { ipProtocol, fromPort, toPort }
}

/** Reads the block of a rule, in canonical form. */
export function ruleCidr(text: string | undefined, version: 4 | 6): string {
  const cidr = parseCidr(text ?? '')
  if (cidr?.version === version) return formatCidr(cidr)
  throw invalidParameterValue(`CIDR block ${text ?? ''} is malformed`)
}

/** Reads the prefix list of a rule. */
export function rulePrefixList(view: View, id: string | undefined): string {
  if (id !== undefined && managedPrefixList(view.region, id)) return id
  throw new Fault('InvalidPrefixListID.NotFound', `The prefix list ID '${id}' does not exist`)
}

/** Reads the group that a rule refers to: one of the same VPC, or of a VPC peered with it. */
export function referenceOf(
  view: View,
  group: SecurityGroupRow,
  groupId: string | undefined,
  groupName?: string,
  userId?: string,
): Pick<RuleSpec, 'referencedGroupId' | 'referencedUserId'> {
  const referencedUserId = userId ?? view.account
  if (groupId !== undefined && referencedUserId !== view.account) {
    return { referencedGroupId: groupId, referencedUserId }
  }
  const referenced = groupId
    ? findRow(view, kinds.securityGroup, groupId)
    : named(view, group.vpcId, groupName)
  if (referenced.vpcId !== group.vpcId && !vpcsArePeered(view, referenced.vpcId, group.vpcId)) {
    throw new Fault(
      'InvalidGroup.NotFound',
      'You have specified two resources that belong to different networks.',
    )
  }
  return { referencedGroupId: referenced.groupId, referencedUserId }
}

function named(view: View, vpcId: string, groupName: string | undefined): SecurityGroupRow {
  if (!groupName) throw missingParameter('groupId')
  for (const group of view.by(securityGroups, 'name', `${vpcId}/${groupName}`)) return group
  throw new Fault('InvalidGroup.NotFound', `The security group '${groupName}' does not exist`)
}

/** The description of a rule; the empty one is none. */
export function descriptionOf(description: string | undefined): { description?: string } {
  if (description === undefined || description === '') return {}
  if (/^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{0,255}$/.test(description)) return { description }
  throw invalidParameterValue(
    'Invalid rule description. Valid descriptions are strings less than 256 characters from the following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*',
  )
}

/** What makes a rule the same as another: everything but its description. */
export function ruleKey(rule: RuleSpec): string {
  const { ipProtocol, fromPort, toPort, cidrIpv4, cidrIpv6, prefixListId, referencedGroupId } = rule
  return [ipProtocol, fromPort, toPort, cidrIpv4 ?? cidrIpv6 ?? prefixListId ?? referencedGroupId].join(' ')
}

/** `peer: 0.0.0.0/0, TCP, from port: 80, to port: 80, ALLOW`, as EC2 words a rule that is already there. */
export function describeRule(rule: RuleSpec): string {
  const peer = rule.cidrIpv4 ?? rule.cidrIpv6 ?? rule.prefixListId ?? rule.referencedGroupId
  if (rule.ipProtocol === '-1') return `peer: ${peer}, ALL, ALLOW`
  const protocol = rule.ipProtocol.toUpperCase()
  if (rule.ipProtocol.startsWith('icmp')) {
    return `peer: ${peer}, ${protocol}, type: ${rule.fromPort}, code: ${rule.toPort}, ALLOW`
  }
  if (rule.fromPort === -1) return `peer: ${peer}, ${protocol}, ALLOW`
  return `peer: ${peer}, ${protocol}, from port: ${rule.fromPort}, to port: ${rule.toPort}, ALLOW`
}
