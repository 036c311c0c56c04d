import type { Transaction } from '../../../model/state.ts'
import type { FreshHex } from '../../../model/ec2/fresh-hex.ts'
import { finalIpv6Denials, ipv6Egress, ipv6Entries } from '../../../model/ec2/new-vpc.ts'
import { networkAcls, routeTables, securityGroupRules, securityGroups } from '../../../model/ec2/tables.ts'
import type { VpcRow } from '../../../model/ec2/vpc.ts'

interface Destination {
  readonly destinationCidrBlock?: string
  readonly destinationIpv6CidrBlock?: string
}

/** Makes a new block of a VPC local in all of its route tables. */
export function addLocalRoute(tx: Transaction, vpcId: string, destination: Destination): void {
  for (const table of [...tx.by(routeTables, 'vpc', vpcId)]) {
    const local = { ...destination, gatewayId: 'local', origin: 'CreateRouteTable' } as const
    tx.put(routeTables, table.routeTableId, { ...table, routes: [local, ...table.routes] })
  }
}

/** Takes the route of a block that a VPC no longer has out of all of its route tables. */
export function removeLocalRoute(tx: Transaction, vpcId: string, cidrBlock: string): void {
  for (const table of [...tx.by(routeTables, 'vpc', vpcId)]) {
    const routes = table.routes.filter(
      (route) => route.destinationCidrBlock !== cidrBlock && route.destinationIpv6CidrBlock !== cidrBlock,
    )
    if (routes.length !== table.routes.length) tx.put(routeTables, table.routeTableId, { ...table, routes })
  }
}

/** What a VPC gets with its first IPv6 block: entries in its network ACLs, and egress beside the default one. */
export function addIpv6Defaults(tx: Transaction, vpc: VpcRow, fresh: FreshHex): void {
  for (const acl of [...tx.by(networkAcls, 'vpc', vpc.vpcId)]) {
    const added = acl.isDefault ? ipv6Entries : finalIpv6Denials
    const kept = acl.entries.filter((entry) => entry.ruleNumber !== 32768)
    const taken = new Set(kept.map((entry) => `${entry.egress}/${entry.ruleNumber}`))
    const free = added.filter((entry) => !taken.has(`${entry.egress}/${entry.ruleNumber}`))
    tx.put(networkAcls, acl.networkAclId, { ...acl, entries: [...kept, ...free] })
  }
  for (const { groupId } of [...tx.by(securityGroups, 'vpc', vpc.vpcId)]) {
    const egress = [...tx.by(securityGroupRules, 'group', groupId)].filter((rule) => rule.isEgress)
    const untouched = egress.some((rule) => rule.ipProtocol === '-1' && rule.cidrIpv4 === '0.0.0.0/0')
    if (!untouched || egress.some((rule) => rule.cidrIpv6 === '::/0')) continue
    for (const rule of ipv6Egress(vpc, groupId, fresh))
      tx.put(securityGroupRules, rule.securityGroupRuleId, rule)
  }
}
