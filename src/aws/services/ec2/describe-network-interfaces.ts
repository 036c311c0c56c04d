import type { DescribeNetworkInterfacesRequest, DescribeNetworkInterfacesResult } from '@aws-sdk/client-ec2'
import type { View } from '../../../model/state.ts'
import { privateDnsName, publicDnsName } from '../../../model/ec2/dns-names.ts'
import type { NetworkInterfaceRow } from '../../../model/ec2/network-interface.ts'
import { securityGroups } from '../../../model/ec2/tables.ts'
import type { Operation } from '../../operation.ts'
import type { FilterValues } from './filters.ts'
import { kinds, namedRows } from './kinds.ts'
import { listRows } from './list-rows.ts'
import { networkInterfaceShape } from './network-interface-shape.ts'

/** Describes network interfaces. */
export const describeNetworkInterfaces: Operation<
  DescribeNetworkInterfacesRequest,
  DescribeNetworkInterfacesResult
> = (tx, request) => {
  const rows = namedRows(tx, kinds.networkInterface, request.NetworkInterfaceIds)
  const page = listRows(tx, request, { rows, idOf: (row) => row.networkInterfaceId, filters: filtersOf(tx) })
  return {
    NetworkInterfaces: page.rows.map((row) => networkInterfaceShape(tx, row)),
    NextToken: page.nextToken,
  }
}

const addressesOf = (row: NetworkInterfaceRow): string[] => [
  row.privateIpAddress,
  ...row.secondaryPrivateIpAddresses,
]

function filtersOf(view: View): FilterValues<NetworkInterfaceRow> {
  const publicName = (row: NetworkInterfaceRow): string | undefined =>
    row.association && publicDnsName(row.association.publicIp, view.region)
  return {
    'association.allocation-id': (row) => row.association?.allocationId,
    'association.association-id': (row) => row.association?.associationId,
    'addresses.association.owner-id': (row) => row.association?.ipOwnerId,
    'addresses.association.public-ip': (row) => row.association?.publicIp,
    'addresses.primary': (row) => addressesOf(row).map((_, index) => index === 0),
    'addresses.private-ip-address': addressesOf,
    'association.ip-owner-id': (row) => row.association?.ipOwnerId,
    'association.public-dns-name': publicName,
    'association.public-ip': (row) => row.association?.publicIp,
    'attachment.attach-time': (row) => row.attachment && new Date(row.attachment.attachTimeMs).toISOString(),
    'attachment.attachment-id': (row) => row.attachment?.attachmentId,
    'attachment.delete-on-termination': (row) => row.attachment?.deleteOnTermination,
    'attachment.device-index': (row) => row.attachment?.deviceIndex,
    'attachment.instance-id': (row) => row.attachment?.instanceId,
    'attachment.instance-owner-id': (row) => row.attachment?.instanceOwnerId,
    'attachment.status': (row) => row.attachment && 'attached',
    'availability-zone': (row) => row.availabilityZone,
    description: (row) => row.description,
    'group-id': (row) => row.securityGroupIds,
    'group-name': (row) => row.securityGroupIds.map((id) => view.get(securityGroups, id)?.groupName),
    'interface-type': (row) => row.interfaceType,
    'ipv6-addresses.ipv6-address': (row) => row.ipv6Addresses,
    'mac-address': (row) => row.macAddress,
    'network-interface-id': (row) => row.networkInterfaceId,
    'operator.managed': () => false,
    'operator.principal': () => undefined,
    'owner-id': () => view.account,
    'private-dns-name': (row) => addressesOf(row).map((address) => privateDnsName(address, view.region)),
    'private-ip-address': addressesOf,
    'requester-id': (row) => row.requesterId,
    'requester-managed': (row) => row.requesterManaged,
    'source-dest-check': (row) => row.sourceDestCheck,
    status: (row) => (row.attachment ? 'in-use' : 'available'),
    'subnet-id': (row) => row.subnetId,
    'vpc-id': (row) => row.vpcId,
  }
}
