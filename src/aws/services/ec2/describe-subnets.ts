import type { DescribeSubnetsRequest, DescribeSubnetsResult } from '@aws-sdk/client-ec2'
import type { View } from '../../../model/state.ts'
import { freeAddresses } from '../../../model/ec2/subnet-addresses.ts'
import type { SubnetRow } from '../../../model/ec2/subnet.ts'
import type { Operation } from '../../operation.ts'
import type { FilterValues } from './filters.ts'
import { kinds, namedRows } from './kinds.ts'
import { listRows } from './list-rows.ts'
import { subnetArn, subnetShape } from './subnet-shape.ts'

/** Describes subnets. */
export const describeSubnets: Operation<DescribeSubnetsRequest, DescribeSubnetsResult> = (tx, request) => {
  const rows = namedRows(tx, kinds.subnet, request.SubnetIds)
  const page = listRows(tx, request, { rows, idOf: (row) => row.subnetId, filters: filtersOf(tx) })
  return { Subnets: page.rows.map((row) => subnetShape(tx, row)), NextToken: page.nextToken }
}

function filtersOf(view: View): FilterValues<SubnetRow> {
  return {
    'availability-zone': (row) => row.availabilityZone,
    availabilityZone: (row) => row.availabilityZone,
    'availability-zone-id': (row) => row.availabilityZoneId,
    availabilityZoneId: (row) => row.availabilityZoneId,
    'available-ip-address-count': (row) => freeAddresses(view, row),
    'cidr-block': (row) => row.cidrBlock,
    cidr: (row) => row.cidrBlock,
    cidrBlock: (row) => row.cidrBlock,
    'customer-owned-ipv4-pool': () => undefined,
    'default-for-az': (row) => row.defaultForAz,
    defaultForAz: (row) => row.defaultForAz,
    'enable-dns64': (row) => row.enableDns64,
    'enable-lni-at-device-index': () => undefined,
    'ipv6-cidr-block-association.ipv6-cidr-block': (row) =>
      row.ipv6CidrBlocks.map((block) => block.ipv6CidrBlock),
    'ipv6-cidr-block-association.association-id': (row) =>
      row.ipv6CidrBlocks.map((block) => block.associationId),
    'ipv6-cidr-block-association.state': (row) => row.ipv6CidrBlocks.map(() => 'associated'),
    'ipv6-native': (row) => row.ipv6Native,
    'map-customer-owned-ip-on-launch': () => false,
    'map-public-ip-on-launch': (row) => row.mapPublicIpOnLaunch,
    'outpost-arn': () => undefined,
    'owner-id': () => view.account,
    'private-dns-name-options-on-launch.hostname-type': (row) => row.privateDnsHostnameType,
    'private-dns-name-options-on-launch.enable-resource-name-dns-a-record': (row) =>
      row.enableResourceNameDnsARecord,
    'private-dns-name-options-on-launch.enable-resource-name-dns-aaaa-record': (row) =>
      row.enableResourceNameDnsAAAARecord,
    state: () => 'available',
    'subnet-arn': (row) => subnetArn(view, row.subnetId),
    'subnet-id': (row) => row.subnetId,
    'vpc-id': (row) => row.vpcId,
  }
}
