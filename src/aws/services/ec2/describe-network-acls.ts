import type { DescribeNetworkAclsRequest, DescribeNetworkAclsResult } from '@aws-sdk/client-ec2'
import type { NetworkAclRow } from '../../../model/ec2/network-acl.ts'
import type { Operation } from '../../operation.ts'
import type { FilterValues } from './filters.ts'
import { kinds, namedRows } from './kinds.ts'
import { listRows } from './list-rows.ts'
import { networkAclShape } from './network-acl-shape.ts'

/** Describes network ACLs. */
export const describeNetworkAcls: Operation<DescribeNetworkAclsRequest, DescribeNetworkAclsResult> = (
  tx,
  request,
) => {
  const rows = namedRows(tx, kinds.networkAcl, request.NetworkAclIds)
  const page = listRows(tx, request, {
    rows,
    idOf: (row) => row.networkAclId,
    filters: filtersOf(tx.account),
  })
  return { NetworkAcls: page.rows.map((row) => networkAclShape(tx, row)), NextToken: page.nextToken }
}

const protocolNames: Readonly<Record<string, string>> = { '6': 'tcp', '17': 'udp', '1': 'icmp' }

function filtersOf(account: string): FilterValues<NetworkAclRow> {
  return {
    'association.association-id': (row) => row.associations.map((one) => one.networkAclAssociationId),
    'association.network-acl-id': (row) => row.associations.map(() => row.networkAclId),
    'association.subnet-id': (row) => row.associations.map(({ subnetId }) => subnetId),
    default: (row) => row.isDefault,
    'entry.cidr': (row) => row.entries.map(({ cidrBlock }) => cidrBlock),
    'entry.egress': (row) => row.entries.map(({ egress }) => egress),
    'entry.icmp.code': (row) => row.entries.map(({ icmpTypeCode }) => icmpTypeCode?.code),
    'entry.icmp.type': (row) => row.entries.map(({ icmpTypeCode }) => icmpTypeCode?.type),
    'entry.ipv6-cidr': (row) => row.entries.map(({ ipv6CidrBlock }) => ipv6CidrBlock),
    'entry.port-range.from': (row) => row.entries.map(({ portRange }) => portRange?.from),
    'entry.port-range.to': (row) => row.entries.map(({ portRange }) => portRange?.to),
    'entry.protocol': (row) => row.entries.flatMap(({ protocol }) => [protocol, protocolNames[protocol]]),
    'entry.rule-action': (row) => row.entries.map(({ ruleAction }) => ruleAction),
    'entry.rule-number': (row) => row.entries.map(({ ruleNumber }) => ruleNumber),
    'network-acl-id': (row) => row.networkAclId,
    'owner-id': () => account,
    'vpc-id': (row) => row.vpcId,
  }
}
