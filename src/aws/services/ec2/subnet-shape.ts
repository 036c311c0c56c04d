import type { Subnet } from '@aws-sdk/client-ec2'
import type { View } from '../../../model/state.ts'
import { freeAddresses } from '../../../model/ec2/subnet-addresses.ts'
import type { SubnetRow } from '../../../model/ec2/subnet.ts'
import { tagsOf } from './tags.ts'

/** A subnet as answers show it. */
export function subnetShape(view: View, row: SubnetRow): Subnet {
  return {
    SubnetId: row.subnetId,
    SubnetArn: subnetArn(view, row.subnetId),
    State: 'available',
    VpcId: row.vpcId,
    CidrBlock: row.cidrBlock === '' ? undefined : row.cidrBlock,
    AvailableIpAddressCount: freeAddresses(view, row),
    AvailabilityZone: row.availabilityZone,
    AvailabilityZoneId: row.availabilityZoneId,
    DefaultForAz: row.defaultForAz,
    MapPublicIpOnLaunch: row.mapPublicIpOnLaunch,
    MapCustomerOwnedIpOnLaunch: false,
    OwnerId: view.account,
    AssignIpv6AddressOnCreation: row.assignIpv6AddressOnCreation,
    Ipv6CidrBlockAssociationSet: row.ipv6CidrBlocks.map((block) => ({
      AssociationId: block.associationId,
      Ipv6CidrBlock: block.ipv6CidrBlock,
      Ipv6CidrBlockState: { State: 'associated' },
      Ipv6AddressAttribute: 'public',
      IpSource: 'amazon',
    })),
    EnableDns64: row.enableDns64,
    Ipv6Native: row.ipv6Native,
    PrivateDnsNameOptionsOnLaunch: {
      HostnameType: row.privateDnsHostnameType,
      EnableResourceNameDnsARecord: row.enableResourceNameDnsARecord,
      EnableResourceNameDnsAAAARecord: row.enableResourceNameDnsAAAARecord,
    },
    BlockPublicAccessStates: { InternetGatewayBlockMode: 'off' },
    Tags: tagsOf(view, row.subnetId),
  }
}

/** `arn:aws:ec2:us-east-1:000000000000:subnet/subnet-…` */
export function subnetArn(view: View, subnetId: string): string {
  return `arn:aws:ec2:${view.region}:${view.account}:subnet/${subnetId}`
}
