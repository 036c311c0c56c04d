import type { DescribeAddressesRequest, DescribeAddressesResult } from '@aws-sdk/client-ec2'
import type { ElasticAddressRow } from '../../../model/ec2/gateways.ts'
import { elasticAddresses, networkInterfaces } from '../../../model/ec2/tables.ts'
import type { Operation } from '../../operation.ts'
import { compileFilters, type FilterValues } from './filters.ts'
import { findAddress } from './find-address.ts'
import { addressShape } from './gateway-shape.ts'

/** Describes Elastic IP addresses; this operation has no pages. */
export const describeAddresses: Operation<DescribeAddressesRequest, DescribeAddressesResult> = (
  tx,
  request,
) => {
  const filters: FilterValues<ElasticAddressRow> = {
    'allocation-id': (row) => row.allocationId,
    'association-id': (row) => row.associationId,
    domain: () => 'vpc',
    'instance-id': (row) => tx.get(networkInterfaces, row.networkInterfaceId ?? '')?.attachment?.instanceId,
    'network-border-group': () => tx.region,
    'network-interface-id': (row) => row.networkInterfaceId,
    'network-interface-owner-id': (row) => (row.networkInterfaceId ? tx.account : undefined),
    'private-ip-address': (row) => row.privateIpAddress,
    'public-ip': (row) => row.publicIp,
  }
  const named = [
    ...(request.AllocationIds ?? []).map((id) => findAddress(tx, id, undefined)),
    ...(request.PublicIps ?? []).map((ip) => findAddress(tx, undefined, ip)),
  ]
  const rows = named.length > 0 ? [...new Set(named)] : [...tx.all(elasticAddresses)]
  const matches = compileFilters(tx, request.Filters, filters, (row) => row.allocationId)
  return { Addresses: rows.filter(matches).map((row) => addressShape(tx, row)) }
}
