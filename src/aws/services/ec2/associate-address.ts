import type { AssociateAddressRequest, AssociateAddressResult } from '@aws-sdk/client-ec2'
import { elasticAddresses, internetGateways } from '../../../model/ec2/tables.ts'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { associateElasticAddress, disassociateElasticAddress } from './elastic-association.ts'
import { invalidParameterValue, missingParameter } from './faults.ts'
import { findAddress } from './find-address.ts'
import { findRow, kinds } from './kinds.ts'

/** Puts an Elastic IP on a network interface. */
export const associateAddress: Operation<AssociateAddressRequest, AssociateAddressResult> = (
  tx,
  request,
  { fresh },
) => {
  let address = findAddress(tx, request.AllocationId, request.PublicIp)
  if (request.InstanceId) {
    throw new Fault('InvalidInstanceID.NotFound', `The instance ID '${request.InstanceId}' does not exist`)
  }
  if (!request.NetworkInterfaceId) throw missingParameter('networkInterfaceId')
  let holder = findRow(tx, kinds.networkInterface, request.NetworkInterfaceId)
  const privateIpAddress = request.PrivateIpAddress ?? holder.privateIpAddress
  if (![holder.privateIpAddress, ...holder.secondaryPrivateIpAddresses].includes(privateIpAddress)) {
    throw invalidParameterValue(
      `The private IP address ${privateIpAddress} is not assigned to ${holder.networkInterfaceId}`,
    )
  }
  if ([...tx.by(internetGateways, 'vpc', holder.vpcId)].length === 0) {
    throw new Fault('Gateway.NotAttached', `Network ${holder.vpcId} is not attached to any internet gateway`)
  }
  if (address.associationId !== undefined) {
    if (
      address.networkInterfaceId === holder.networkInterfaceId &&
      address.privateIpAddress === privateIpAddress
    ) {
      return { AssociationId: address.associationId }
    }
    if (request.AllowReassociation === false) {
      throw new Fault(
        'Resource.AlreadyAssociated',
        `resource ${address.allocationId} is already associated with associate-id ${address.associationId}`,
      )
    }
    address = disassociateElasticAddress(tx, address)
  }
  const before = [...tx.by(elasticAddresses, 'interface', holder.networkInterfaceId)][0]
  if (before) {
    if (request.AllowReassociation !== true) {
      throw new Fault(
        'Resource.AlreadyAssociated',
        `resource ${holder.networkInterfaceId} is already associated with associate-id ${before.associationId}`,
      )
    }
    disassociateElasticAddress(tx, before)
  }
  holder = findRow(tx, kinds.networkInterface, request.NetworkInterfaceId)
  const associated = associateElasticAddress(tx, address, holder, privateIpAddress, fresh)
  return { AssociationId: associated.associationId }
}
