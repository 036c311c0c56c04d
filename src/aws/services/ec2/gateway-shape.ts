import type { Address, EgressOnlyInternetGateway, InternetGateway, NatGateway } from '@aws-sdk/client-ec2'
import type { View } from '../../../model/state.ts'
import type {
  EgressOnlyInternetGatewayRow,
  ElasticAddressRow,
  InternetGatewayRow,
  NatGatewayRow,
} from '../../../model/ec2/gateways.ts'
import { networkInterfaces, subnets } from '../../../model/ec2/tables.ts'
import { tagsOf } from './tags.ts'

/** An internet gateway as answers show it; EC2 calls an attachment of these `available`. */
export function internetGatewayShape(view: View, row: InternetGatewayRow): InternetGateway {
  return {
    InternetGatewayId: row.internetGatewayId,
    OwnerId: view.account,
    Attachments: row.vpcId === undefined ? [] : [{ VpcId: row.vpcId, State: 'available' as 'attached' }],
    Tags: tagsOf(view, row.internetGatewayId),
  }
}

/** An egress-only internet gateway as answers show it. */
export function egressOnlyInternetGatewayShape(
  view: View,
  row: EgressOnlyInternetGatewayRow,
): EgressOnlyInternetGateway {
  return {
    EgressOnlyInternetGatewayId: row.egressOnlyInternetGatewayId,
    Attachments: [{ VpcId: row.vpcId, State: 'attached' }],
    Tags: tagsOf(view, row.egressOnlyInternetGatewayId),
  }
}

/** A NAT gateway as answers show it. */
export function natGatewayShape(
  view: View,
  row: NatGatewayRow,
  state: 'available' | 'pending' = 'available',
): NatGateway {
  const subnet = view.get(subnets, row.subnetId)
  return {
    NatGatewayId: row.natGatewayId,
    VpcId: row.vpcId,
    SubnetId: row.subnetId,
    State: state,
    ConnectivityType: row.connectivityType,
    AvailabilityMode: 'zonal',
    CreateTime: new Date(row.createTimeMs),
    NatGatewayAddresses: [
      {
        AllocationId: row.allocationId,
        AssociationId: row.associationId,
        NetworkInterfaceId: row.networkInterfaceId,
        PrivateIp: row.privateIp,
        PublicIp: row.publicIp,
        IsPrimary: true,
        Status: 'succeeded',
        AvailabilityZone: subnet?.availabilityZone,
        AvailabilityZoneId: subnet?.availabilityZoneId,
      },
    ],
    Tags: tagsOf(view, row.natGatewayId),
  }
}

/** An Elastic IP address as answers show it. */
export function addressShape(view: View, row: ElasticAddressRow): Address {
  const holder = row.networkInterfaceId ? view.get(networkInterfaces, row.networkInterfaceId) : undefined
  return {
    AllocationId: row.allocationId,
    PublicIp: row.publicIp,
    Domain: 'vpc',
    PublicIpv4Pool: 'amazon',
    NetworkBorderGroup: view.region,
    AssociationId: row.associationId,
    NetworkInterfaceId: row.networkInterfaceId,
    NetworkInterfaceOwnerId: holder ? view.account : undefined,
    PrivateIpAddress: row.privateIpAddress,
    InstanceId: holder?.attachment?.instanceId,
    Tags: tagsOf(view, row.allocationId),
  }
}
