import { present, unknownFact, type Fact } from '../../model/launch/fact.ts'
import type { RulePeer, SecurityGroupFacts, SecurityGroupRuleFacts } from '../../model/network/rule-facts.ts'
import type { EvaluatedValue } from '../../model/template.ts'
import { mapsAt, numberOf, sourceAt, type ProjectRecords } from '../records/project-records.ts'
import type { WorldRecord } from '../records/world-record.ts'
import { outside } from './outside.ts'
import { placeless } from './placeless.ts'

type Properties = Readonly<Record<string, EvaluatedValue>>

/** A security group of the project with the rules that the project gives it. */
export function securityGroup(records: ProjectRecords, id: string): Fact<SecurityGroupFacts> {
  const record = records.find('AWS::EC2::SecurityGroup', id)
  if (record) return groupFacts(records, record, id)
  const ownerOf = /^(.+)-default-security-group$/.exec(id)?.[1]
  if (ownerOf !== undefined && records.find('AWS::EC2::VPC', ownerOf))
    return defaultSecurityGroup(records, ownerOf)
  return outside(records, 'security group', id, `aws ec2 describe-security-groups --group-ids ${id}`)
}

/** The group that every VPC has: its members reach each other, and go anywhere. */
export function defaultSecurityGroup(records: ProjectRecords, vpcId: string): Fact<SecurityGroupFacts> {
  const vpc = records.find('AWS::EC2::VPC', vpcId)
  if (!vpc) {
    const call = `aws ec2 describe-security-groups --filters Name=vpc-id,Values=${vpcId} Name=group-name,Values=default`
    return unknownFact(records.unknowns.settling(vpcId) ?? `the default security group of ${vpcId} (${call})`)
  }
  const groupId = `${vpc.names[0] ?? vpc.id}-default-security-group`
  const adopted = records
    .ofType('AWS::EC2::SecurityGroup')
    .find((record) => record.properties.Default === true && records.text(record, 'VpcId') === vpcId)
  if (adopted) return groupFacts(records, adopted, adopted.names[0] ?? groupId)
  const source = sourceAt(vpc)
  const own: SecurityGroupRuleFacts = {
    isEgress: false,
    ipProtocol: '-1',
    fromPort: -1,
    toPort: -1,
    peer: { kind: 'security-group', groupId },
  }
  const { rules, open } = separateRules(records, [groupId])
  return present({ groupId, vpcId, rules: [own, anywhere, ...rules], source, ...unsettled(open) }, source)
}

/** What EC2 gives every new group. */
const anywhere: SecurityGroupRuleFacts = {
  isEgress: true,
  ipProtocol: '-1',
  fromPort: -1,
  toPort: -1,
  peer: { kind: 'cidr', cidr: '0.0.0.0/0' },
}

interface Rules {
  readonly rules: readonly SecurityGroupRuleFacts[]
  readonly open: readonly string[]
}

function groupFacts(records: ProjectRecords, record: WorldRecord, id: string): Fact<SecurityGroupFacts> {
  const source = sourceAt(record)
  const own = [false, true].map((isEgress) => embeddedRules(records, record, isEgress))
  const separate = separateRules(records, record.names)
  const given = record.properties.SecurityGroupEgress
  const keepsDefault =
    given === undefined ||
    (Array.isArray(given) && given.length === 0 && record.properties.EgressIsComplete !== true)
  const rules = [
    ...own.flatMap((one) => one.rules),
    ...separate.rules,
    ...(keepsDefault && record.properties.EgressIsComplete !== true ? [{ ...anywhere, source }] : []),
  ]
  const open = [...own.flatMap((one) => one.open), ...separate.open]
  return present({ groupId: id, vpcId: vpcOf(records, record), rules, source, ...unsettled(open) }, source)
}

/** A group that names no VPC is in the default one of its region. */
function vpcOf(records: ProjectRecords, record: WorldRecord): string {
  return records.text(record, 'VpcId') ?? `the default VPC of ${record.region}`
}

function unsettled(open: readonly string[]): { readonly unsettled?: string } {
  return open.length === 0 ? {} : { unsettled: [...new Set(open)].join('; ') }
}

function embeddedRules(records: ProjectRecords, record: WorldRecord, isEgress: boolean): Rules {
  const property = isEgress ? 'SecurityGroupEgress' : 'SecurityGroupIngress'
  const value = record.properties[property]
  const maps = mapsAt(record, property)
  const found = maps.map(([index, map]) =>
    ruleFacts(records, map, isEgress, sourceAt(record, property, index)),
  )
  const complete = value === undefined || (Array.isArray(value) && maps.length === value.length)
  const open = complete ? [] : [`${property} of ${record.id}`]
  return gathered(found, open, `${property} of ${record.id}`)
}

function separateRules(records: ProjectRecords, groupIds: readonly string[]): Rules {
  const all = ([false, true] as const).flatMap((isEgress) =>
    rulesOf(records, isEgress, groupIds).map((record) => ({ record, isEgress })),
  )
  const found = all.map(({ record, isEgress }) =>
    record.conditional ? undefined : ruleFacts(records, record.properties, isEgress, sourceAt(record)),
  )
  const unplaced = ruleTypes.flatMap((type) => placeless(records, type, 'GroupId') ?? [])
  return gathered(found, unplaced, all.map(({ record }) => record.id).join(', '))
}

const ruleTypes = ['AWS::EC2::SecurityGroupIngress', 'AWS::EC2::SecurityGroupEgress'] as const

function rulesOf(
  records: ProjectRecords,
  isEgress: boolean,
  groupIds: readonly string[],
): readonly WorldRecord[] {
  const type = isEgress ? 'AWS::EC2::SecurityGroupEgress' : 'AWS::EC2::SecurityGroupIngress'
  return [...new Set(groupIds.flatMap((id) => records.where(type, 'GroupId', id)))]
}

function gathered(
  found: readonly (readonly SecurityGroupRuleFacts[] | undefined)[],
  open: readonly string[],
  what: string,
): Rules {
  const unread = found.some((rule) => rule === undefined)
  return {
    rules: found.flatMap((rule) => rule ?? []),
    open: unread ? [...open, `the rules ${what}`] : open,
  }
}

/** A rule, which may be written for several peers at once; undefined where a part of it is not known. */
function ruleFacts(
  records: ProjectRecords,
  rule: Properties,
  isEgress: boolean,
  source: string,
): readonly SecurityGroupRuleFacts[] | undefined {
  const protocol = records.textOf(rule.IpProtocol)
  if (protocol === undefined || records.unknowns.settling(protocol) !== undefined) return undefined
  const all = protocol === '-1'
  const [fromPort, toPort] = [rule.FromPort, rule.ToPort].map((port) =>
    all || port === undefined || port === null ? -1 : numberOf(port),
  )
  const peers = peersOf(records, rule, isEgress)
  if (fromPort === undefined || toPort === undefined || peers.length === 0) return undefined
  if (peers.some((peer) => peer.kind === 'cidr' && records.unknowns.settling(peer.cidr) !== undefined)) {
    return undefined
  }
  const ipProtocol = protocolNames[protocol.toLowerCase()] ?? protocol.toLowerCase()
  return peers.map((peer) => ({ isEgress, ipProtocol, fromPort, toPort, peer, source }))
}

const protocolNames: Readonly<Record<string, string>> = {
  '6': 'tcp',
  '17': 'udp',
  '1': 'icmp',
  '58': 'icmpv6',
  all: '-1',
}

function peersOf(records: ProjectRecords, rule: Properties, isEgress: boolean): readonly RulePeer[] {
  const cidrs = [rule.CidrIp, rule.CidrIpv6].flatMap((cidr) => records.textOf(cidr) ?? [])
  const group = records.textOf(isEgress ? rule.DestinationSecurityGroupId : rule.SourceSecurityGroupId)
  const list = records.textOf(isEgress ? rule.DestinationPrefixListId : rule.SourcePrefixListId)
  return [
    ...cidrs.map((cidr): RulePeer => ({ kind: 'cidr', cidr })),
    ...(group === undefined ? [] : [{ kind: 'security-group', groupId: group } as const]),
    ...(list === undefined ? [] : [{ kind: 'prefix-list', prefixListId: list } as const]),
  ]
}
