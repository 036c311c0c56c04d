import type { ModifySubnetAttributeRequest } from '@aws-sdk/client-ec2'
import { subnets } from '../../../model/ec2/tables.ts'
import type { SubnetRow } from '../../../model/ec2/subnet.ts'
import type { Operation } from '../../operation.ts'
import {
  invalidParameterCombination,
  invalidParameterValue,
  missingParameter,
  refuseParameters,
} from './faults.ts'
import { findRow, kinds } from './kinds.ts'

const refused = ['CustomerOwnedIpv4Pool', 'EnableLniAtDeviceIndex', 'DisableLniAtDeviceIndex']

/** Changes one of the attributes of a subnet. */
export const modifySubnetAttribute: Operation<ModifySubnetAttributeRequest, void> = (tx, request) => {
  refuseParameters('ModifySubnetAttribute', request, refused)
  if (request.MapCustomerOwnedIpOnLaunch?.Value) {
    refuseParameters('ModifySubnetAttribute', request, ['MapCustomerOwnedIpOnLaunch'])
  }
  const subnet = findRow(tx, kinds.subnet, request.SubnetId)
  const changes = changesOf(request)
  const [first, second] = Object.keys(changes)
  if (first === undefined && !request.MapCustomerOwnedIpOnLaunch) throw missingParameter('attribute')
  if (second !== undefined) {
    throw invalidParameterCombination(`The parameter ${first} cannot be used with the parameter ${second}`)
  }
  if (changes.assignIpv6AddressOnCreation && subnet.ipv6CidrBlocks.length === 0) {
    throw invalidParameterValue(
      'Invalid value for assignIpv6AddressOnCreation. The subnet has no IPv6 CIDR block associated.',
    )
  }
  tx.put(subnets, subnet.subnetId, { ...subnet, ...changes })
}

function changesOf(request: ModifySubnetAttributeRequest): Partial<SubnetRow> {
  const changes: Partial<SubnetRow> = {
    mapPublicIpOnLaunch: request.MapPublicIpOnLaunch?.Value,
    assignIpv6AddressOnCreation: request.AssignIpv6AddressOnCreation?.Value,
    enableDns64: request.EnableDns64?.Value,
    privateDnsHostnameType: request.PrivateDnsHostnameTypeOnLaunch,
    enableResourceNameDnsARecord: request.EnableResourceNameDnsARecordOnLaunch?.Value,
    enableResourceNameDnsAAAARecord: request.EnableResourceNameDnsAAAARecordOnLaunch?.Value,
  }
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
}
