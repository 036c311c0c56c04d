import { present, unknownFact, type Fact } from '../../model/launch/fact.ts'
import type { NetworkAclEntryFacts, NetworkAclFacts } from '../../model/network/rule-facts.ts'
import { flagAt, numberOf, sourceAt, valueAt, type ProjectRecords } from '../records/project-records.ts'
import type { WorldRecord } from '../records/world-record.ts'
import { outside } from './outside.ts'
import { placeless } from './placeless.ts'

/** The network ACL of a subnet: the one it is associated with, or the one every VPC has, which lets everything pass. */
export function networkAclOf(records: ProjectRecords, subnetId: string): Fact<NetworkAclFacts> {
  const [association] = records.where('AWS::EC2::SubnetNetworkAclAssociation', 'SubnetId', subnetId)
  const id = association && records.text(association, 'NetworkAclId')
  const call = `aws ec2 describe-network-acls --filters Name=association.subnet-id,Values=${subnetId}`
  if (id !== undefined) {
    const record = records.find('AWS::EC2::NetworkAcl', id)
    return record ? aclFacts(records, record) : outside(records, 'network ACL', id, call)
  }
  const unplaced = placeless(records, 'AWS::EC2::SubnetNetworkAclAssociation', 'SubnetId')
  if (unplaced !== undefined) return unknownFact(unplaced)
  const subnet = records.find('AWS::EC2::Subnet', subnetId)
  const vpcId = subnet && records.text(subnet, 'VpcId')
  if (!subnet || vpcId === undefined || !records.find('AWS::EC2::VPC', vpcId)) {
    return unknownFact(
      records.unknowns.settling(subnetId) ?? `the network ACL of subnet ${subnetId} (${call})`,
    )
  }
  const adopted = records
    .ofType('AWS::EC2::NetworkAcl')
    .find((record) => flagAt(record, 'Default') === true && records.text(record, 'VpcId') === vpcId)
  if (adopted) return aclFacts(records, adopted)
  const everything = (egress: boolean, ruleNumber: number, cidr: string): NetworkAclEntryFacts => ({
    ruleNumber,
    egress,
    ruleAction: 'allow',
    protocol: '-1',
    cidr,
  })
  const entries = [true, false].flatMap((egress) => [
    everything(egress, 100, '0.0.0.0/0'),
    everything(egress, 101, '::/0'),
  ])
  return present({ networkAclId: `the default network ACL of ${vpcId}`, entries })
}

function aclFacts(records: ProjectRecords, acl: WorldRecord): Fact<NetworkAclFacts> {
  const id = acl.names[0] ?? acl.id
  const rows = records.ofType('AWS::EC2::NetworkAclEntry').filter((record) => {
    const named = records.text(record, 'NetworkAclId')
    return named !== undefined && acl.names.includes(named)
  })
  const entries = rows.map((record) => aclEntry(records, record))
  const open = rows.filter(
    (record, index) => record.conditional !== undefined || entries[index] === undefined,
  )
  const unplaced = placeless(records, 'AWS::EC2::NetworkAclEntry', 'NetworkAclId')
  const settling = [...open.map((one) => openEntry(one, id)), ...(unplaced === undefined ? [] : [unplaced])]
  const source = sourceAt(acl)
  return present(
    {
      networkAclId: id,
      entries: entries.filter((entry) => entry !== undefined),
      source,
      ...(settling.length === 0 ? {} : { unsettled: settling.join('; ') }),
    },
    source,
  )
}

function openEntry({ id, conditional }: WorldRecord, acl: string): string {
  const why = conditional ? ` (${conditional.reason}: ${conditional.settledBy})` : ''
  return `the entry ${id} of ${acl}${why}`
}

function aclEntry(records: ProjectRecords, record: WorldRecord): NetworkAclEntryFacts | undefined {
  const ruleNumber = numberOf(record.properties.RuleNumber)
  const cidr = records.text(record, 'CidrBlock') ?? records.text(record, 'Ipv6CidrBlock')
  const protocol = numberOf(record.properties.Protocol)
  const action = records.text(record, 'RuleAction')
  if (ruleNumber === undefined || cidr === undefined || protocol === undefined) return undefined
  if (records.unknowns.settling(cidr) !== undefined) return undefined
  const from = numberOf(valueIn(record, 'PortRange', 'From'))
  const to = numberOf(valueIn(record, 'PortRange', 'To'))
  const type = numberOf(valueIn(record, 'Icmp', 'Type'))
  const code = numberOf(valueIn(record, 'Icmp', 'Code'))
  return {
    ruleNumber,
    egress: flagAt(record, 'Egress') ?? false,
    ruleAction: action === 'deny' ? 'deny' : 'allow',
    protocol: String(protocol),
    cidr,
    ...(from === undefined || to === undefined ? {} : { portRange: { from, to } }),
    ...(type === undefined || code === undefined ? {} : { icmpTypeCode: { type, code } }),
    source: sourceAt(record),
  }
}

function valueIn(record: WorldRecord, property: string, key: string): string | number | undefined {
  const value = valueAt(record, [property, key])
  return typeof value === 'string' || typeof value === 'number' ? value : undefined
}
