import type {
  CreateEgressOnlyInternetGatewayRequest,
  CreateEgressOnlyInternetGatewayResult,
} from '@aws-sdk/client-ec2'
import { newId } from '../../../model/ec2/fresh-hex.ts'
import { egressOnlyInternetGateways } from '../../../model/ec2/tables.ts'
import type { Operation } from '../../operation.ts'
import { madeBefore, rememberToken } from './client-tokens.ts'
import { egressOnlyInternetGatewayShape } from './gateway-shape.ts'
import { findRow, kinds } from './kinds.ts'
import { tagNew } from './tags.ts'

const NAME = 'CreateEgressOnlyInternetGateway'

/** Makes an egress-only internet gateway in a VPC. */
export const createEgressOnlyInternetGateway: Operation<
  CreateEgressOnlyInternetGatewayRequest,
  CreateEgressOnlyInternetGatewayResult
> = (tx, request, { fresh }) => {
  const { ClientToken } = request
  const earlier = madeBefore(tx, NAME, request)
  if (earlier !== undefined) {
    const row = findRow(tx, kinds.egressOnlyInternetGateway, earlier)
    return { ClientToken, EgressOnlyInternetGateway: egressOnlyInternetGatewayShape(tx, row) }
  }
  const { vpcId } = findRow(tx, kinds.vpc, request.VpcId)
  const row = { egressOnlyInternetGatewayId: newId(fresh, 'eigw'), vpcId }
  tx.put(egressOnlyInternetGateways, row.egressOnlyInternetGatewayId, row)
  const { resourceType } = kinds.egressOnlyInternetGateway
  tagNew(tx, request.TagSpecifications, resourceType, row.egressOnlyInternetGatewayId)
  rememberToken(tx, NAME, request, row.egressOnlyInternetGatewayId)
  return { ClientToken, EgressOnlyInternetGateway: egressOnlyInternetGatewayShape(tx, row) }
}
