import type { CreateInternetGatewayRequest, CreateInternetGatewayResult } from '@aws-sdk/client-ec2'
import { newId } from '../../../model/ec2/fresh-hex.ts'
import { internetGateways } from '../../../model/ec2/tables.ts'
import type { Operation } from '../../operation.ts'
import { internetGatewayShape } from './gateway-shape.ts'
import { tagNew } from './tags.ts'

/** Makes an internet gateway, attached to nothing yet. */
export const createInternetGateway: Operation<CreateInternetGatewayRequest, CreateInternetGatewayResult> = (
  tx,
  request,
  { fresh },
) => {
  const row = { internetGatewayId: newId(fresh, 'igw') }
  tx.put(internetGateways, row.internetGatewayId, row)
  tagNew(tx, request.TagSpecifications, 'internet-gateway', row.internetGatewayId)
  return { InternetGateway: internetGatewayShape(tx, row) }
}
