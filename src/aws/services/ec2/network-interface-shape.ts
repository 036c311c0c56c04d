import type {
  GroupIdentifier,
  NetworkInterface,
  NetworkInterfaceAssociation,
  NetworkInterfaceAttachment,
} from '@aws-sdk/client-ec2'
import type { View } from '../../../model/state.ts'
import { privateDnsName, publicDnsName } from '../../../model/ec2/dns-names.ts'
import type { NetworkInterfaceRow } from '../../../model/ec2/network-interface.ts'
import { securityGroups, subnets, vpcs } from '../../../model/ec2/tables.ts'
import { tagsOf } from './tags.ts'

/** A network interface as answers show it. */
export function networkInterfaceShape(view: View, row: NetworkInterfaceRow): NetworkInterface {
  const association = associationShape(view, row)
  const ofAddress = row.association?.privateIpAddress ?? row.privateIpAddress
  const addresses = [row.privateIpAddress, ...row.secondaryPrivateIpAddresses]
  return {
    NetworkInterfaceId: row.networkInterfaceId,
    SubnetId: row.subnetId,
    VpcId: row.vpcId,
    AvailabilityZone: row.availabilityZone,
    AvailabilityZoneId: view.get(subnets, row.subnetId)?.availabilityZoneId,
    Description: row.description,
    OwnerId: view.account,
    RequesterId: row.requesterId,
    RequesterManaged: row.requesterManaged,
    // EC2 answers `nat_gateway`, although the model's enum has `natGateway`.
    InterfaceType: row.interfaceType as 'interface',
    Status: row.attachment ? 'in-use' : 'available',
    MacAddress: row.macAddress,
    PrivateIpAddress: row.privateIpAddress,
    PrivateDnsName: row.privateDnsName,
    PublicDnsName: association?.PublicDnsName,
    SourceDestCheck: row.sourceDestCheck,
    Groups: groupsShape(view, row),
    Attachment: attachmentShape(row),
    Association: ofAddress === row.privateIpAddress ? association : undefined,
    Ipv6Addresses: row.ipv6Addresses.map((Ipv6Address) => ({ Ipv6Address })),
    Ipv4Prefixes: [],
    Ipv6Prefixes: [],
    DenyAllIgwTraffic: false,
    Operator: { Managed: false },
    PrivateIpAddresses: addresses.map((address, index) => ({
      Primary: index === 0,
      PrivateIpAddress: address,
      PrivateDnsName: privateDnsName(address, view.region),
      Association: address === ofAddress ? association : undefined,
    })),
    TagSet: tagsOf(view, row.networkInterfaceId),
  }
}

/** The groups of an interface as answers show them. */
export function groupsShape(view: View, row: NetworkInterfaceRow): GroupIdentifier[] {
  return row.securityGroupIds.map((GroupId) => ({
    GroupId,
    GroupName: view.get(securityGroups, GroupId)?.groupName,
  }))
}

/** What an interface is attached to, as answers show it. */
export function attachmentShape({ attachment }: NetworkInterfaceRow): NetworkInterfaceAttachment | undefined {
  return (
    attachment && {
      AttachmentId: attachment.attachmentId,
      InstanceId: attachment.instanceId,
      InstanceOwnerId: attachment.instanceOwnerId,
      DeviceIndex: attachment.deviceIndex,
      NetworkCardIndex: 0,
      DeleteOnTermination: attachment.deleteOnTermination,
      AttachTime: new Date(attachment.attachTimeMs),
      Status: 'attached',
    }
  )
}

function associationShape(view: View, row: NetworkInterfaceRow): NetworkInterfaceAssociation | undefined {
  const { association } = row
  if (!association) return undefined
  const named = view.get(vpcs, row.vpcId)?.enableDnsHostnames
  return {
    PublicIp: association.publicIp,
    PublicDnsName: named ? publicDnsName(association.publicIp, view.region) : '',
    IpOwnerId: association.ipOwnerId,
    AllocationId: association.allocationId,
    AssociationId: association.associationId,
  }
}
