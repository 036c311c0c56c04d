import type { DisassociateAddressRequest } from '@aws-sdk/client-ec2'
import { networkInterfaces } from '../../../model/ec2/tables.ts'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { disassociateElasticAddress } from './elastic-association.ts'
import { findAddress, findAssociation } from './find-address.ts'

/** Takes an Elastic IP off an interface; not off a NAT gateway. */
export const disassociateAddress: Operation<DisassociateAddressRequest, void> = (tx, request) => {
  const address = request.AssociationId
    ? findAssociation(tx, request.AssociationId)
    : findAddress(tx, undefined, request.PublicIp)
  const holder = tx.get(networkInterfaces, address.networkInterfaceId ?? '')
  if (holder?.interfaceType === 'nat_gateway') {
    throw new Fault('OperationNotPermitted', "You are not allowed to manage 'ela-attach' attachments.")
  }
  if (address.associationId !== undefined) disassociateElasticAddress(tx, address)
}
