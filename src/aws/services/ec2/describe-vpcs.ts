import type { DescribeVpcsRequest, DescribeVpcsResult } from '@aws-sdk/client-ec2'
import type { VpcRow } from '../../../model/ec2/vpc.ts'
import type { Operation } from '../../operation.ts'
import type { FilterValues } from './filters.ts'
import { kinds, namedRows } from './kinds.ts'
import { listRows } from './list-rows.ts'
import { vpcShape } from './vpc-shape.ts'

/** Describes VPCs. */
export const describeVpcs: Operation<DescribeVpcsRequest, DescribeVpcsResult> = (tx, request) => {
  const rows = namedRows(tx, kinds.vpc, request.VpcIds)
  const page = listRows(tx, request, { rows, idOf: (row) => row.vpcId, filters: filtersOf(tx.account) })
  return { Vpcs: page.rows.map((row) => vpcShape(tx, row)), NextToken: page.nextToken }
}

const associated = (blocks: readonly unknown[]): string[] => blocks.map(() => 'associated')

function filtersOf(account: string): FilterValues<VpcRow> {
  return {
    cidr: (row) => row.cidrBlock,
    'cidr-block': (row) => row.cidrBlock,
    cidrBlock: (row) => row.cidrBlock,
    'cidr-block-association.cidr-block': (row) => row.cidrBlocks.map((block) => block.cidrBlock),
    'cidr-block-association.association-id': (row) => row.cidrBlocks.map((block) => block.associationId),
    'cidr-block-association.state': (row) => associated(row.cidrBlocks),
    'dhcp-options-id': (row) => row.dhcpOptionsId,
    dhcpOptionsId: (row) => row.dhcpOptionsId,
    'ipv6-cidr-block-association.ipv6-cidr-block': (row) =>
      row.ipv6CidrBlocks.map((block) => block.ipv6CidrBlock),
    'ipv6-cidr-block-association.ipv6-pool': (row) => row.ipv6CidrBlocks.map(() => 'Amazon'),
    'ipv6-cidr-block-association.association-id': (row) =>
      row.ipv6CidrBlocks.map((block) => block.associationId),
    'ipv6-cidr-block-association.state': (row) => associated(row.ipv6CidrBlocks),
    'instance-tenancy': (row) => row.instanceTenancy,
    'is-default': (row) => row.isDefault,
    isDefault: (row) => row.isDefault,
    'owner-id': () => account,
    state: () => 'available',
    'vpc-id': (row) => row.vpcId,
  }
}
