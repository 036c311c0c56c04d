import type { DescribeVpcEndpointsRequest, DescribeVpcEndpointsResult } from '@aws-sdk/client-ec2'
import type { VpcEndpointRow } from '../../../model/ec2/vpc-endpoint.ts'
import type { Operation } from '../../operation.ts'
import type { FilterValues } from './filters.ts'
import { kinds, namedRows } from './kinds.ts'
import { listRows } from './list-rows.ts'
import { vpcEndpointShape } from './vpc-endpoint-shape.ts'

/** Describes VPC endpoints. */
export const describeVpcEndpoints: Operation<DescribeVpcEndpointsRequest, DescribeVpcEndpointsResult> = (
  tx,
  request,
) => {
  const filters: FilterValues<VpcEndpointRow> = {
    'ip-address-type': (row) => (row.vpcEndpointType === 'Interface' ? 'ipv4' : undefined),
    'service-name': (row) => row.serviceName,
    'service-region': () => tx.region,
    'vpc-endpoint-id': (row) => row.vpcEndpointId,
    'vpc-endpoint-state': () => 'available',
    'vpc-endpoint-type': (row) => row.vpcEndpointType,
    'vpc-id': (row) => row.vpcId,
  }
  const rows = namedRows(tx, kinds.vpcEndpoint, request.VpcEndpointIds)
  const page = listRows(tx, request, { rows, idOf: (row) => row.vpcEndpointId, filters })
  return { VpcEndpoints: page.rows.map((row) => vpcEndpointShape(tx, row)), NextToken: page.nextToken }
}
