import type { Transaction, View } from '../../../model/state.ts'
import {
  allocateInterface,
  type InterfaceFailure,
  type InterfaceRequest,
} from '../../../model/ec2/allocate-interface.ts'
import type { FreshHex } from '../../../model/ec2/fresh-hex.ts'
import { defaultSecurityGroup } from '../../../model/ec2/network-lookups.ts'
import type { NetworkInterfaceRow } from '../../../model/ec2/network-interface.ts'
import { Fault } from '../../fault.ts'
import { invalidParameterValue } from './faults.ts'
import { findRow, kinds } from './kinds.ts'

/** Makes an interface, or throws what EC2 answers where it cannot. */
export function makeInterface(
  tx: Transaction,
  request: InterfaceRequest,
  context: { readonly fresh: FreshHex; readonly now: number },
): NetworkInterfaceRow {
  const made = allocateInterface(tx, request, context.fresh, context.now)
  if ('failed' in made) throw interfaceFault(made, request.subnetId)
  return made
}

function interfaceFault({ failed, address = '' }: InterfaceFailure, subnetId: string): Fault {
  switch (failed) {
    case 'subnet-missing':
      return kinds.subnet.notFound(subnetId)
    case 'address-in-use':
      return new Fault('InvalidIPAddress.InUse', `Address ${address} is in use.`)
    case 'address-outside-subnet':
      return invalidParameterValue(`Address ${address} does not fall within the subnet's address range`)
    case 'public-addresses-exhausted':
      return new Fault('InsufficientAddressCapacity', 'Insufficient addresses available in the address pool.')
    default: {
      const text = 'The specified subnet does not have enough free addresses to satisfy the request.'
      return new Fault(failed, text)
    }
  }
}

/** The groups of an interface: those asked for, which must be the VPC's, or the VPC's default one. */
export function interfaceGroups(
  view: View,
  vpcId: string,
  groupIds: readonly string[] | undefined,
): string[] {
  if (!groupIds || groupIds.length === 0) {
    const group = defaultSecurityGroup(view, vpcId)
    return group ? [group.groupId] : []
  }
  if (groupIds.length > 16) {
    throw new Fault(
      'SecurityGroupsPerInterfaceLimitExceeded',
      'The maximum number of security groups per interface has been reached.',
    )
  }
  return [...new Set(groupIds)].map((id) => {
    const group = findRow(view, kinds.securityGroup, id)
    if (group.vpcId === vpcId) return group.groupId
    throw invalidParameterValue('You have specified two resources that belong to different networks.')
  })
}
