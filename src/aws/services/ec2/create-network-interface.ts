import type { CreateNetworkInterfaceRequest, CreateNetworkInterfaceResult } from '@aws-sdk/client-ec2'
import type { Operation } from '../../operation.ts'
import { madeBefore, rememberToken } from './client-tokens.ts'
import { invalidParameterCombination, parameterNotImplemented, refuseParameters } from './faults.ts'
import { interfaceGroups, makeInterface } from './interface-parameters.ts'
import { findRow, kinds } from './kinds.ts'
import { networkInterfaceShape } from './network-interface-shape.ts'
import { tagNew } from './tags.ts'

const NAME = 'CreateNetworkInterface'
const refused = [
  ...[
    'Ipv4Prefixes',
    'Ipv4PrefixCount',
    'Ipv6Prefixes',
    'Ipv6PrefixCount',
    'Ipv6Addresses',
    'Ipv6AddressCount',
  ],
  ...['EnablePrimaryIpv6', 'ConnectionTrackingSpecification', 'Operator'],
]

/** Makes a network interface, attached to nothing. */
export const createNetworkInterface: Operation<
  CreateNetworkInterfaceRequest,
  CreateNetworkInterfaceResult
> = (tx, request, context) => {
  const { ClientToken } = request
  const earlier = madeBefore(tx, NAME, request)
  if (earlier !== undefined) {
    const row = findRow(tx, kinds.networkInterface, earlier)
    return { ClientToken, NetworkInterface: networkInterfaceShape(tx, row) }
  }
  refuseParameters(NAME, request, refused)
  if (request.InterfaceType !== undefined && (request.InterfaceType as string) !== 'interface') {
    throw parameterNotImplemented(NAME, `InterfaceType=${request.InterfaceType}`)
  }
  const subnet = findRow(tx, kinds.subnet, request.SubnetId)
  const given = request.PrivateIpAddresses ?? []
  const primary = given.find(({ Primary }) => Primary)?.PrivateIpAddress
  if (
    primary !== undefined &&
    request.PrivateIpAddress !== undefined &&
    primary !== request.PrivateIpAddress
  ) {
    throw invalidParameterCombination('Only one primary private IP address can be specified')
  }
  const row = makeInterface(
    tx,
    {
      subnetId: subnet.subnetId,
      securityGroupIds: interfaceGroups(tx, subnet.vpcId, request.Groups),
      description: request.Description,
      privateIpAddress: request.PrivateIpAddress ?? primary,
      secondaryPrivateIpAddresses: given.flatMap((one) => (one.Primary ? [] : (one.PrivateIpAddress ?? []))),
      secondaryPrivateIpAddressCount: request.SecondaryPrivateIpAddressCount,
    },
    context,
  )
  tagNew(tx, request.TagSpecifications, 'network-interface', row.networkInterfaceId)
  rememberToken(tx, NAME, request, row.networkInterfaceId)
  return { ClientToken, NetworkInterface: networkInterfaceShape(tx, row) }
}
