import type { Transaction } from '../state.ts'
import { type FreshHex, newId } from './fresh-hex.ts'
import type { NetworkAclEntry, NetworkAclRow } from './network-acl.ts'
import type { RouteRow } from './route-table.ts'
import type { SecurityGroupRow, SecurityGroupRuleRow } from './security-group.ts'
import type { SubnetRow } from './subnet.ts'
import { networkAcls, routeTables, securityGroupRules, securityGroups, subnets, vpcs } from './tables.ts'
import type { VpcRow } from './vpc.ts'

/** Puts a VPC with what AWS makes along with it: main route table, default network ACL, default security group. */
export function putNewVpc(tx: Transaction, vpc: VpcRow, fresh: FreshHex): void {
  tx.put(vpcs, vpc.vpcId, vpc)
  const routeTableId = newId(fresh, 'rtb')
  const ipv6 = vpc.ipv6CidrBlocks.map((block) => block.ipv6CidrBlock)
  tx.put(routeTables, routeTableId, {
    routeTableId,
    vpcId: vpc.vpcId,
    routes: localRoutes(vpc),
    associations: [{ routeTableAssociationId: newId(fresh, 'rtbassoc'), main: true }],
  })
  const networkAclId = newId(fresh, 'acl')
  const acl: NetworkAclRow = {
    networkAclId,
    vpcId: vpc.vpcId,
    isDefault: true,
    entries: [...allowAll, ...finalDenials, ...(ipv6.length > 0 ? ipv6Entries : [])],
    associations: [],
  }
  tx.put(networkAcls, networkAclId, acl)
  putDefaultGroup(tx, vpc, fresh)
}

/** The routes that a table of this VPC has before any is added: every block of the VPC is local. */
export function localRoutes(vpc: VpcRow): RouteRow[] {
  const local = { gatewayId: 'local', origin: 'CreateRouteTable' } as const
  return [
    ...vpc.cidrBlocks.map(({ cidrBlock }) => ({ destinationCidrBlock: cidrBlock, ...local })),
    ...vpc.ipv6CidrBlocks.map(({ ipv6CidrBlock }) => ({ destinationIpv6CidrBlock: ipv6CidrBlock, ...local })),
  ]
}

/** Puts a subnet and guards it by the default network ACL of its VPC, as every new subnet is. */
export function putNewSubnet(tx: Transaction, subnet: SubnetRow, fresh: FreshHex): void {
  tx.put(subnets, subnet.subnetId, subnet)
  for (const acl of tx.by(networkAcls, 'vpc', subnet.vpcId)) {
    if (!acl.isDefault) continue
    const association = { networkAclAssociationId: newId(fresh, 'aclassoc'), subnetId: subnet.subnetId }
    tx.put(networkAcls, acl.networkAclId, { ...acl, associations: [...acl.associations, association] })
  }
}

/** Allows everything through a security group in one direction, as the default egress rule does. */
export function allowAllRule(groupId: string, isEgress: boolean, fresh: FreshHex): SecurityGroupRuleRow {
  const securityGroupRuleId = newId(fresh, 'sgr')
  return {
    securityGroupRuleId,
    groupId,
    isEgress,
    ipProtocol: '-1',
    fromPort: -1,
    toPort: -1,
    cidrIpv4: '0.0.0.0/0',
  }
}

function putDefaultGroup(tx: Transaction, vpc: VpcRow, fresh: FreshHex): void {
  const groupId = newId(fresh, 'sg')
  const group: SecurityGroupRow = {
    groupId,
    groupName: 'default',
    description: 'default VPC security group',
    vpcId: vpc.vpcId,
  }
  tx.put(securityGroups, groupId, group)
  const egress = allowAllRule(groupId, true, fresh)
  tx.put(securityGroupRules, egress.securityGroupRuleId, egress)
  const { cidrIpv4: _, ...ingress } = allowAllRule(groupId, false, fresh)
  const ownMembers = { ...ingress, referencedGroupId: groupId, referencedUserId: tx.account }
  tx.put(securityGroupRules, ownMembers.securityGroupRuleId, ownMembers)
  for (const rule of ipv6Egress(vpc, groupId, fresh))
    tx.put(securityGroupRules, rule.securityGroupRuleId, rule)
}

/** The second default egress rule, which groups of a VPC with an IPv6 block have. */
export function ipv6Egress(vpc: VpcRow, groupId: string, fresh: FreshHex): SecurityGroupRuleRow[] {
  if (vpc.ipv6CidrBlocks.length === 0) return []
  const { cidrIpv4: _, ...rule } = allowAllRule(groupId, true, fresh)
  return [{ ...rule, cidrIpv6: '::/0' }]
}

const both = [true, false] as const

const allowAll: readonly NetworkAclEntry[] = both.map((egress) => ({
  ruleNumber: 100,
  egress,
  ruleAction: 'allow',
  protocol: '-1',
  cidrBlock: '0.0.0.0/0',
}))

/** The last entries of every network ACL, which cannot be removed. */
export const finalDenials: readonly NetworkAclEntry[] = both.map((egress) => ({
  ruleNumber: 32767,
  egress,
  ruleAction: 'deny',
  protocol: '-1',
  cidrBlock: '0.0.0.0/0',
}))

/** The last entries for IPv6, which an ACL has once its VPC has an IPv6 block. */
export const finalIpv6Denials: readonly NetworkAclEntry[] = both.map((egress) => ({
  ruleNumber: 32768,
  egress,
  ruleAction: 'deny',
  protocol: '-1',
  ipv6CidrBlock: '::/0',
}))

/** What a default network ACL gets with the first IPv6 block of its VPC. */
export const ipv6Entries: readonly NetworkAclEntry[] = [
  ...both.map((egress): NetworkAclEntry => ({
    ruleNumber: 101,
    egress,
    ruleAction: 'allow',
    protocol: '-1',
    ipv6CidrBlock: '::/0',
  })),
  ...finalIpv6Denials,
]
