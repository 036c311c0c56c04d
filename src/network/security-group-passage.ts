import type { Fact } from '../model/launch/fact.ts'
import type { NetworkWorld } from '../model/network/network-world.ts'
import type { RulePeer, SecurityGroupFacts, SecurityGroupRuleFacts } from '../model/network/rule-facts.ts'
import { isUnknownText } from '../model/unknown-text.ts'
import { type MeantAddresses, meantAddresses } from './peer-addresses.ts'
import { allPorts, type PacketSpace, packetSpace, type PortRange, withoutPackets } from './packet-space.ts'
import { noAddress, type Passage } from './passage.ts'
import { describeService, protocolNumber, spaceOf, type Traffic } from './traffic.ts'

/** How many rules a text lists before it says "and more". */
const MAX_LISTED = 3

/**
 * Whether security groups let traffic out (`egress`) or in. Any rule of any group is enough, and answers need no rule.
 * Groups that do not exist have no rules.
 */
export function passSecurityGroups(
  groups: readonly Fact<SecurityGroupFacts>[],
  egress: boolean,
  traffic: Traffic,
  world: NetworkWorld,
): Passage {
  const whole = spaceOf(traffic)
  let left = whole
  if (whole.length === 0) return noAddress(traffic)
  const doubts: string[] = []
  const rules = groups.flatMap((group) => rulesOf(group, egress, doubts))
  const id = groups.flatMap((group) => (group.known && !group.absent ? [group.value.groupId] : [])).join(' ')
  for (const { rule, groupId, source } of rules) {
    const matched = matchedBy(rule, traffic, world)
    if ('settledBy' in matched) doubts.push(matched.settledBy)
    else left = withoutPackets(left, matched.space)
    if (left.length > 0) continue
    const fact = `security group ${groupId} lets ${describeService(traffic)} ${toOrFrom(egress)} ${traffic.peerName} ${egress ? 'out' : 'in'} (${describeRule(rule)})`
    return { passes: 'yes', id: groupId, fact, ...sourceOf(rule.source ?? source) }
  }
  const wanted = `${describeService(traffic)} ${toOrFrom(egress)} ${traffic.peerName}`
  const some = groups.length === 1 ? 'security group' : 'security groups'
  const name = id === '' ? `the ${some} of the interface` : `${some} ${id}`
  const [doubt] = doubts
  if (doubt !== undefined) {
    const fact = `${name} may let ${wanted} ${egress ? 'out' : 'in'}`
    return { passes: 'unknown', id, fact, settledBy: doubt }
  }
  const allowed = `${groups.length === 1 ? 'it allows' : 'they allow'} ${listRules(rules.map(({ rule }) => rule))}`
  const origin = { id, ...sourceOf(rules[0]?.source ?? firstSource(groups)) }
  if (withoutPackets(whole, left).length > 0) {
    const fact = `${name} lets a part of ${wanted} ${egress ? 'out' : 'in'}: ${allowed}`
    return { passes: 'unknown', ...origin, fact, settledBy: `the exact address behind ${traffic.peerName}` }
  }
  const gone = groups.every((group) => group.known && group.absent)
  const why = gone ? 'there is no such group' : allowed
  const fact = `${name} ${groups.length === 1 ? 'does' : 'do'} not let ${wanted} ${egress ? 'out' : 'in'}: ${why}`
  return { passes: 'no', ...origin, fact }
}

interface GroupRule {
  readonly rule: SecurityGroupRuleFacts
  readonly groupId: string
  readonly source: string | undefined
}

function rulesOf(group: Fact<SecurityGroupFacts>, egress: boolean, doubts: string[]): GroupRule[] {
  if (!group.known) {
    doubts.push(group.settledBy)
    return []
  }
  if (group.absent) return []
  const { groupId, rules, unsettled, source = group.source } = group.value
  if (unsettled !== undefined) doubts.push(unsettled)
  return rules.filter(({ isEgress }) => isEgress === egress).map((rule) => ({ rule, groupId, source }))
}

function matchedBy(
  rule: SecurityGroupRuleFacts,
  traffic: Traffic,
  world: NetworkWorld,
): { readonly space: PacketSpace } | { readonly settledBy: string } {
  const ports = matchedPorts(rule, traffic)
  if (!ports) return { space: [] }
  const peer = matchedPeer(rule.peer, traffic, world)
  return peer.known ? { space: packetSpace(peer.addresses, ports) } : { settledBy: peer.settledBy }
}

function matchedPeer(peer: RulePeer, traffic: Traffic, world: NetworkWorld): MeantAddresses {
  if (peer.kind !== 'security-group') {
    return meantAddresses(peer, traffic.peer, traffic.peerService, world)
  }
  const { peerGroupIds } = traffic
  if ('settledBy' in peerGroupIds) return { known: false, settledBy: peerGroupIds.settledBy }
  if (peerGroupIds.includes(peer.groupId)) return { known: true, addresses: traffic.peer }
  const settledBy = openGroup(peer.groupId, peerGroupIds, world)
  if (settledBy !== undefined) return { known: false, settledBy }
  return { known: true, addresses: { version: traffic.peer.version, ranges: [] } }
}

/** What would tell whether two groups are the same one, where the id of either is not known. */
function openGroup(groupId: string, others: readonly string[], world: NetworkWorld): string | undefined {
  const open = others.length === 0 ? undefined : [groupId, ...others].find(isUnknownText)
  if (open === undefined) return undefined
  const group = world.securityGroup(open)
  return group.known ? `which security group ${open} is` : group.settledBy
}

function matchedPorts(rule: SecurityGroupRuleFacts, traffic: Traffic): PortRange | undefined {
  const protocol = protocolNumber(rule.ipProtocol)
  if (protocol === '-1') return allPorts
  if (protocol !== traffic.protocol) return undefined
  if (traffic.icmp) {
    const { type, code } = traffic.icmp
    const fits = (wanted: number, given: number): boolean => wanted === -1 || wanted === given
    return fits(rule.fromPort, type) && (rule.fromPort === -1 || fits(rule.toPort, code))
      ? allPorts
      : undefined
  }
  return rule.fromPort === -1 || !traffic.ports ? allPorts : { from: rule.fromPort, to: rule.toPort }
}

function listRules(rules: readonly SecurityGroupRuleFacts[]): string {
  if (rules.length === 0) return 'nothing'
  const listed = rules.slice(0, MAX_LISTED).map(describeRule).join(', ')
  return rules.length > MAX_LISTED ? `${listed} and ${rules.length - MAX_LISTED} more` : listed
}

/** `tcp 443 to sg-1`, `everything from 0.0.0.0/0` */
function describeRule({ ipProtocol, fromPort, toPort, peer, isEgress }: SecurityGroupRuleFacts): string {
  const who =
    peer.kind === 'cidr' ? peer.cidr : peer.kind === 'prefix-list' ? peer.prefixListId : peer.groupId
  return `${describeMatch(protocolNumber(ipProtocol), fromPort, toPort)} ${toOrFrom(isEgress)} ${who}`
}

function describeMatch(protocol: string, fromPort: number, toPort: number): string {
  if (protocol === '-1') return 'everything'
  if (protocol === '1' || protocol === '58') {
    const icmp = fromPort === -1 ? undefined : { type: fromPort, code: toPort }
    return describeService({ protocol, ...(icmp && { icmp }) })
  }
  if (protocol !== '6' && protocol !== '17') return describeService({ protocol })
  return describeService({ protocol, ports: fromPort === -1 ? allPorts : { from: fromPort, to: toPort } })
}

const toOrFrom = (egress: boolean): string => (egress ? 'to' : 'from')

function firstSource(groups: readonly Fact<SecurityGroupFacts>[]): string | undefined {
  for (const group of groups) if (group.known && !group.absent) return group.value.source ?? group.source
  return undefined
}

const sourceOf = (source: string | undefined): { source?: string } => (source === undefined ? {} : { source })
