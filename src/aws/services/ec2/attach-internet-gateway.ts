import type { AttachInternetGatewayRequest } from '@aws-sdk/client-ec2'
import { internetGateways } from '../../../model/ec2/tables.ts'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { invalidParameterValue } from './faults.ts'
import { findRow, kinds } from './kinds.ts'

/** Attaches an internet gateway to a VPC that has none. */
export const attachInternetGateway: Operation<AttachInternetGatewayRequest, void> = (tx, request) => {
  const gateway = findRow(tx, kinds.internetGateway, request.InternetGatewayId, 'internetGatewayId')
  const { vpcId } = findRow(tx, kinds.vpc, request.VpcId)
  const { internetGatewayId } = gateway
  if (gateway.vpcId !== undefined) {
    const text = `resource ${internetGatewayId} is already attached to network ${gateway.vpcId}`
    throw new Fault('Resource.AlreadyAssociated', text)
  }
  for (const _ of tx.by(internetGateways, 'vpc', vpcId)) {
    throw invalidParameterValue(`Network ${vpcId} already has an internet gateway attached`)
  }
  tx.put(internetGateways, internetGatewayId, { ...gateway, vpcId })
}
