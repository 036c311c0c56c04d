import type { DetachInternetGatewayRequest } from '@aws-sdk/client-ec2'
import { internetGateways, networkInterfaces } from '../../../model/ec2/tables.ts'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { findRow, kinds } from './kinds.ts'

/** Detaches an internet gateway from a VPC in which no interface has a public address. */
export const detachInternetGateway: Operation<DetachInternetGatewayRequest, void> = (tx, request) => {
  const gateway = findRow(tx, kinds.internetGateway, request.InternetGatewayId, 'internetGatewayId')
  const { internetGatewayId } = gateway
  const { vpcId } = findRow(tx, kinds.vpc, request.VpcId)
  if (gateway.vpcId !== vpcId) {
    throw new Fault(
      'Gateway.NotAttached',
      `resource ${internetGatewayId} is not attached to network ${vpcId}`,
    )
  }
  for (const row of tx.by(networkInterfaces, 'vpc', vpcId)) {
    if (!row.association) continue
    const text = `Network ${vpcId} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.`
    throw new Fault('DependencyViolation', text)
  }
  tx.put(internetGateways, internetGatewayId, { internetGatewayId })
}
