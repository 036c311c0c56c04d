import type {
  DescribeVpcPeeringConnectionsRequest,
  DescribeVpcPeeringConnectionsResult,
} from '@aws-sdk/client-ec2'
import type { VpcPeeringConnectionRow } from '../../../model/ec2/vpc-peering.ts'
import type { Operation } from '../../operation.ts'
import type { FilterValues } from './filters.ts'
import { kinds, namedRows } from './kinds.ts'
import { listRows } from './list-rows.ts'
import { peeringShape } from './peering-shape.ts'

const filters: FilterValues<VpcPeeringConnectionRow> = {
  'accepter-vpc-info.cidr-block': (row) => row.accepter.cidrBlocks,
  'accepter-vpc-info.owner-id': (row) => row.accepter.ownerId,
  'accepter-vpc-info.vpc-id': (row) => row.accepter.vpcId,
  'expiration-time': (row) =>
    row.expirationTimeMs === undefined ? undefined : new Date(row.expirationTimeMs).toISOString(),
  'requester-vpc-info.cidr-block': (row) => row.requester.cidrBlocks,
  'requester-vpc-info.owner-id': (row) => row.requester.ownerId,
  'requester-vpc-info.vpc-id': (row) => row.requester.vpcId,
  'status-code': (row) => row.status,
  'status-message': (row) => row.statusMessage,
  'vpc-peering-connection-id': (row) => row.vpcPeeringConnectionId,
}

/** Describes peering connections. */
export const describeVpcPeeringConnections: Operation<
  DescribeVpcPeeringConnectionsRequest,
  DescribeVpcPeeringConnectionsResult
> = (tx, request) => {
  const rows = namedRows(tx, kinds.vpcPeeringConnection, request.VpcPeeringConnectionIds)
  const page = listRows(tx, request, { rows, idOf: (row) => row.vpcPeeringConnectionId, filters })
  return { VpcPeeringConnections: page.rows.map((row) => peeringShape(tx, row)), NextToken: page.nextToken }
}
