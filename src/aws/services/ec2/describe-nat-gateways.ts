import type { DescribeNatGatewaysRequest, DescribeNatGatewaysResult } from '@aws-sdk/client-ec2'
import type { NatGatewayRow } from '../../../model/ec2/gateways.ts'
import type { Operation } from '../../operation.ts'
import type { FilterValues } from './filters.ts'
import { natGatewayShape } from './gateway-shape.ts'
import { kinds, namedRows } from './kinds.ts'
import { listRows } from './list-rows.ts'

const filters: FilterValues<NatGatewayRow> = {
  'connectivity-type': (row) => row.connectivityType,
  'nat-gateway-id': (row) => row.natGatewayId,
  state: () => 'available',
  'subnet-id': (row) => row.subnetId,
  'vpc-id': (row) => row.vpcId,
}

/** Describes NAT gateways. The request calls its filters `Filter`. */
export const describeNatGateways: Operation<DescribeNatGatewaysRequest, DescribeNatGatewaysResult> = (
  tx,
  request,
) => {
  const rows = namedRows(tx, kinds.natGateway, request.NatGatewayIds)
  const list = { Filters: request.Filter, MaxResults: request.MaxResults, NextToken: request.NextToken }
  const page = listRows(tx, list, { rows, idOf: (row) => row.natGatewayId, filters })
  return { NatGateways: page.rows.map((row) => natGatewayShape(tx, row)), NextToken: page.nextToken }
}
