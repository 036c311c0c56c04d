import type { DescribeAddressesAttributeRequest, DescribeAddressesAttributeResult } from '@aws-sdk/client-ec2'
import type { Operation } from '../../operation.ts'
import { kinds, namedRows } from './kinds.ts'
import { listRows } from './list-rows.ts'

/** Tells the reverse names of Elastic IP addresses. */
export const describeAddressesAttribute: Operation<
  DescribeAddressesAttributeRequest,
  DescribeAddressesAttributeResult
> = (tx, request) => {
  const rows = namedRows(tx, kinds.elasticAddress, request.AllocationIds)
  const list = { MaxResults: request.MaxResults, NextToken: request.NextToken }
  const page = listRows(tx, list, { rows, idOf: (row) => row.allocationId, filters: {} })
  return {
    Addresses: page.rows.map((row) => ({
      PublicIp: row.publicIp,
      AllocationId: row.allocationId,
      PtrRecord: row.ptrRecord,
    })),
    NextToken: page.nextToken,
  }
}
