import type {
  DescribeEgressOnlyInternetGatewaysRequest,
  DescribeEgressOnlyInternetGatewaysResult,
} from '@aws-sdk/client-ec2'
import type { Operation } from '../../operation.ts'
import { egressOnlyInternetGatewayShape } from './gateway-shape.ts'
import { kinds, namedRows } from './kinds.ts'
import { listRows } from './list-rows.ts'

/** Describes egress-only internet gateways; they can be filtered by tags only. */
export const describeEgressOnlyInternetGateways: Operation<
  DescribeEgressOnlyInternetGatewaysRequest,
  DescribeEgressOnlyInternetGatewaysResult
> = (tx, request) => {
  const rows = namedRows(tx, kinds.egressOnlyInternetGateway, request.EgressOnlyInternetGatewayIds)
  const page = listRows(tx, request, { rows, idOf: (row) => row.egressOnlyInternetGatewayId, filters: {} })
  return {
    EgressOnlyInternetGateways: page.rows.map((row) => egressOnlyInternetGatewayShape(tx, row)),
    NextToken: page.nextToken,
  }
}
