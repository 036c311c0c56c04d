import type { NetworkAcl, NetworkAclEntry } from '@aws-sdk/client-ec2'
import { inVpc, listedInVpc } from './ec2-told.ts'
import type { FoundThings } from './found-things.ts'
import { unresolved, type LiveAccount } from './live-account.ts'
import type { VpcPlace } from './vpc-place.ts'

/** The rule at the end of every network ACL: what nothing else matches is denied. It has no entry of its own here. */
const LAST_RULE = 32_767

/** The network ACLs of a VPC with their entries and subnets. */
export async function readNetworkAcls(
  account: LiveAccount,
  place: VpcPlace,
  found: FoundThings,
): Promise<void> {
  const { vpcId, region } = place
  const answer = await listedInVpc(account, place, {
    call: 'ec2:DescribeNetworkAcls',
    async page(ec2, NextToken) {
      const page = await ec2.describeNetworkAcls({ Filters: inVpc(vpcId), NextToken })
      return { items: page.NetworkAcls, next: page.NextToken }
    },
  })
  if (answer.kind === 'answer') {
    for (const acl of answer.value) addAcl(account, place, acl, found)
    if (answer.value.some(({ IsDefault }) => IsDefault === true)) return
  }
  // Every VPC has a default ACL, which may have been changed: where it was not told, its entries are open.
  const name = `the default network ACL of ${vpcId}`
  const common = { region, account: account.account, source: answer.source }
  found.add({
    ...common,
    type: 'AWS::EC2::NetworkAcl',
    names: [name],
    properties: { VpcId: vpcId, Default: true },
  })
  found.add({
    ...common,
    type: 'AWS::EC2::NetworkAclEntry',
    names: [`entries of ${name}`],
    properties: { NetworkAclId: name },
    conditional: unresolved(answer),
  })
}

function addAcl(
  account: LiveAccount,
  { vpcId, region }: VpcPlace,
  acl: NetworkAcl,
  found: FoundThings,
): void {
  const { NetworkAclId: id = '', Entries = [], Associations = [], IsDefault, OwnerId } = acl
  const common = { region, account: OwnerId ?? account.account, source: `ec2:DescribeNetworkAcls ${id}` }
  found.add({
    ...common,
    type: 'AWS::EC2::NetworkAcl',
    names: [id],
    properties: { VpcId: vpcId, ...(IsDefault === true ? { Default: true } : {}) },
  })
  for (const entry of Entries) {
    if (entry.RuleNumber === LAST_RULE || entry.RuleNumber === LAST_RULE + 1) continue
    const direction = entry.Egress === true ? 'out' : 'in'
    const names = [`${id} ${direction} ${String(entry.RuleNumber)}`]
    found.add({ ...common, type: 'AWS::EC2::NetworkAclEntry', names, properties: entryOf(id, entry) })
  }
  for (const { SubnetId } of Associations) {
    if (SubnetId === undefined) continue
    found.add({
      ...common,
      type: 'AWS::EC2::SubnetNetworkAclAssociation',
      names: [`${id} of ${SubnetId}`],
      properties: { SubnetId, NetworkAclId: id },
    })
  }
}

function entryOf(NetworkAclId: string, entry: NetworkAclEntry): Readonly<Record<string, unknown>> {
  return {
    NetworkAclId,
    RuleNumber: entry.RuleNumber,
    Egress: entry.Egress,
    RuleAction: entry.RuleAction,
    Protocol: entry.Protocol,
    CidrBlock: entry.CidrBlock,
    Ipv6CidrBlock: entry.Ipv6CidrBlock,
    PortRange: entry.PortRange,
    Icmp: entry.IcmpTypeCode,
  }
}
