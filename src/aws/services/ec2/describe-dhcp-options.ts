import type { DescribeDhcpOptionsRequest, DescribeDhcpOptionsResult } from '@aws-sdk/client-ec2'
import type { DhcpOptionsRow } from '../../../model/ec2/vpc.ts'
import type { Operation } from '../../operation.ts'
import type { FilterValues } from './filters.ts'
import { kinds, namedRows } from './kinds.ts'
import { listRows } from './list-rows.ts'
import { dhcpOptionsShape } from './vpc-shape.ts'

/** Describes sets of DHCP options. */
export const describeDhcpOptions: Operation<DescribeDhcpOptionsRequest, DescribeDhcpOptionsResult> = (
  tx,
  request,
) => {
  const filters: FilterValues<DhcpOptionsRow> = {
    'dhcp-options-id': (row) => row.dhcpOptionsId,
    key: (row) => row.configurations.map(({ key }) => key),
    value: (row) => row.configurations.flatMap(({ values }) => values),
    'owner-id': () => tx.account,
  }
  const rows = namedRows(tx, kinds.dhcpOptions, request.DhcpOptionsIds)
  const page = listRows(tx, request, { rows, idOf: (row) => row.dhcpOptionsId, filters })
  return { DhcpOptions: page.rows.map((row) => dhcpOptionsShape(tx, row)), NextToken: page.nextToken }
}
