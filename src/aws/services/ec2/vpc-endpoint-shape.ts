import type { VpcEndpoint } from '@aws-sdk/client-ec2'
import type { View } from '../../../model/state.ts'
import { securityGroups } from '../../../model/ec2/tables.ts'
import type { VpcEndpointRow } from '../../../model/ec2/vpc-endpoint.ts'
import { tagsOf } from './tags.ts'

/** A VPC endpoint as answers show it; an interface endpoint just made is still `pending` in that answer. */
export function vpcEndpointShape(
  view: View,
  row: VpcEndpointRow,
  state: 'available' | 'pending' = 'available',
): VpcEndpoint {
  const isInterface = row.vpcEndpointType === 'Interface'
  return {
    VpcEndpointId: row.vpcEndpointId,
    VpcEndpointType: row.vpcEndpointType,
    VpcId: row.vpcId,
    ServiceName: row.serviceName,
    ServiceRegion: view.region,
    State: state as 'Available',
    PolicyDocument: row.policyDocument,
    RouteTableIds: [...row.routeTableIds],
    SubnetIds: [...row.subnetIds],
    Groups: row.securityGroupIds.map((GroupId) => ({
      GroupId,
      GroupName: view.get(securityGroups, GroupId)?.groupName,
    })),
    IpAddressType: isInterface ? 'ipv4' : undefined,
    DnsOptions: isInterface
      ? {
          DnsRecordIpType: 'ipv4',
          PrivateDnsOnlyForInboundResolverEndpoint: row.serviceName.endsWith('.s3')
            ? row.privateDnsOnlyForInboundResolverEndpoint
            : undefined,
        }
      : undefined,
    PrivateDnsEnabled: row.privateDnsEnabled,
    RequesterManaged: false,
    NetworkInterfaceIds: [...row.networkInterfaceIds],
    DnsEntries: row.dnsEntries.map(({ dnsName, hostedZoneId }) => ({
      DnsName: dnsName,
      HostedZoneId: hostedZoneId,
    })),
    CreationTimestamp: new Date(row.creationTimeMs),
    OwnerId: view.account,
    Tags: tagsOf(view, row.vpcEndpointId),
  }
}
