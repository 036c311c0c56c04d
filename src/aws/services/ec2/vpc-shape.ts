import type {
  DhcpOptions,
  Vpc,
  VpcCidrBlockAssociation,
  VpcIpv6CidrBlockAssociation,
} from '@aws-sdk/client-ec2'
import type { View } from '../../../model/state.ts'
import type { DhcpOptionsRow, Ipv6CidrBlock, VpcCidrBlock, VpcRow } from '../../../model/ec2/vpc.ts'
import { tagsOf } from './tags.ts'

/** A VPC as answers show it; a VPC just made is still `pending` in the answer to its creation. */
export function vpcShape(view: View, row: VpcRow, state: 'available' | 'pending' = 'available'): Vpc {
  return {
    VpcId: row.vpcId,
    State: state,
    CidrBlock: row.cidrBlock,
    DhcpOptionsId: row.dhcpOptionsId,
    InstanceTenancy: row.instanceTenancy,
    IsDefault: row.isDefault,
    OwnerId: view.account,
    CidrBlockAssociationSet: row.cidrBlocks.map((block) => vpcCidrShape(block)),
    Ipv6CidrBlockAssociationSet: row.ipv6CidrBlocks.map((block) => vpcIpv6Shape(block, view.region)),
    BlockPublicAccessStates: { InternetGatewayBlockMode: 'off' },
    Tags: tagsOf(view, row.vpcId),
  }
}

/** A block of a VPC as answers show it. */
export function vpcCidrShape(
  block: VpcCidrBlock,
  state: 'associated' | 'associating' | 'disassociating' = 'associated',
): VpcCidrBlockAssociation {
  return { AssociationId: block.associationId, CidrBlock: block.cidrBlock, CidrBlockState: { State: state } }
}

/** An IPv6 block of a VPC as answers show it. */
export function vpcIpv6Shape(
  block: Ipv6CidrBlock,
  region: string,
  state: 'associated' | 'associating' | 'disassociating' = 'associated',
): VpcIpv6CidrBlockAssociation {
  return {
    AssociationId: block.associationId,
    Ipv6CidrBlock: block.ipv6CidrBlock,
    Ipv6CidrBlockState: { State: state },
    NetworkBorderGroup: region,
    Ipv6Pool: 'Amazon',
    Ipv6AddressAttribute: 'public',
    IpSource: 'amazon',
  }
}

/** A set of DHCP options as answers show it. */
export function dhcpOptionsShape(view: View, row: DhcpOptionsRow): DhcpOptions {
  return {
    DhcpOptionsId: row.dhcpOptionsId,
    OwnerId: view.account,
    DhcpConfigurations: row.configurations.map(({ key, values }) => ({
      Key: key,
      Values: values.map((value) => ({ Value: value })),
    })),
    Tags: tagsOf(view, row.dhcpOptionsId),
  }
}
