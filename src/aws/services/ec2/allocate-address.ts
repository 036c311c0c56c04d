import type { AllocateAddressRequest, AllocateAddressResult } from '@aws-sdk/client-ec2'
import { newId } from '../../../model/ec2/fresh-hex.ts'
import { choosePublicAddress } from '../../../model/ec2/public-addresses.ts'
import { elasticAddresses } from '../../../model/ec2/tables.ts'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { invalidParameterValue, refuseParameters } from './faults.ts'
import { tagNew } from './tags.ts'

/** Allocates an Elastic IP address. */
export const allocateAddress: Operation<AllocateAddressRequest, AllocateAddressResult> = (
  tx,
  request,
  { fresh },
) => {
  refuseParameters('AllocateAddress', request, ['Address', 'CustomerOwnedIpv4Pool', 'IpamPoolId'])
  if (request.PublicIpv4Pool !== undefined && request.PublicIpv4Pool !== 'amazon') {
    throw new Fault(
      'InvalidPublicIpv4PoolID.NotFound',
      `The PublicIpv4Pool ID '${request.PublicIpv4Pool}' does not exist`,
    )
  }
  if (request.NetworkBorderGroup !== undefined && request.NetworkBorderGroup !== tx.region) {
    throw invalidParameterValue(
      `Value (${request.NetworkBorderGroup}) for parameter networkBorderGroup is invalid.`,
    )
  }
  const publicIp = choosePublicAddress(tx, fresh)
  if (publicIp === undefined) {
    throw new Fault('InsufficientAddressCapacity', 'Insufficient addresses available in the address pool.')
  }
  const allocationId = newId(fresh, 'eipalloc')
  tx.put(elasticAddresses, allocationId, { allocationId, publicIp })
  tagNew(tx, request.TagSpecifications, 'elastic-ip', allocationId)
  return {
    AllocationId: allocationId,
    PublicIp: publicIp,
    PublicIpv4Pool: 'amazon',
    NetworkBorderGroup: tx.region,
    Domain: 'vpc',
  }
}
