import type { DescribeInternetGatewaysRequest, DescribeInternetGatewaysResult } from '@aws-sdk/client-ec2'
import type { InternetGatewayRow } from '../../../model/ec2/gateways.ts'
import type { Operation } from '../../operation.ts'
import type { FilterValues } from './filters.ts'
import { internetGatewayShape } from './gateway-shape.ts'
import { kinds, namedRows } from './kinds.ts'
import { listRows } from './list-rows.ts'

/** Describes internet gateways. */
export const describeInternetGateways: Operation<
  DescribeInternetGatewaysRequest,
  DescribeInternetGatewaysResult
> = (tx, request) => {
  const filters: FilterValues<InternetGatewayRow> = {
    'attachment.state': (row) => (row.vpcId === undefined ? undefined : 'available'),
    'attachment.vpc-id': (row) => row.vpcId,
    'internet-gateway-id': (row) => row.internetGatewayId,
    'owner-id': () => tx.account,
  }
  const rows = namedRows(tx, kinds.internetGateway, request.InternetGatewayIds)
  const page = listRows(tx, request, { rows, idOf: (row) => row.internetGatewayId, filters })
  return {
    InternetGateways: page.rows.map((row) => internetGatewayShape(tx, row)),
    NextToken: page.nextToken,
  }
}
