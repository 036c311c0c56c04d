import type { ReleaseAddressRequest } from '@aws-sdk/client-ec2'
import { forgetResource } from '../../../model/ec2/release-interface.ts'
import { elasticAddresses } from '../../../model/ec2/tables.ts'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { findAddress } from './find-address.ts'

/** Gives back an Elastic IP that nothing has. */
export const releaseAddress: Operation<ReleaseAddressRequest, void> = (tx, request) => {
  const address = findAddress(tx, request.AllocationId, request.PublicIp)
  if (address.associationId !== undefined) {
    throw new Fault('InvalidIPAddress.InUse', `Address ${address.publicIp} is in use.`)
  }
  tx.delete(elasticAddresses, address.allocationId)
  forgetResource(tx, address.allocationId)
}
