import type {
  DhcpOptions,
  Vpc,
  VpcCidrBlockAssociation,
  VpcIpv6CidrBlockAssociation,
} from '@aws-sdk/client-ec2'
import type { View } from '../../../model/state.ts'
import type { DhcpOptionsRow, Ipv6CidrBlock, VpcCidrBlock, VpcRow } from '../../../model/ec2/vpc.ts'
import { tagsOf } from './tags.ts'

/** A VPC as answers show it. */
export function vpcShape(view: View, row: VpcRow): Vpc {
  return {
    ...plainShape(view, row),
    State: 'available',
    BlockPublicAccessStates: { InternetGatewayBlockMode: 'off' },
    Tags: tagsOf(view, row.vpcId),
  }
}

/** A VPC in the answer to its creation: still `pending`, and without tags where it was given none. */
export function newVpcShape(view: View, row: VpcRow): Vpc {
  const tags = tagsOf(view, row.vpcId)
  return { ...plainShape(view, row), State: 'pending', ...(tags.length > 0 ? { Tags: tags } : {}) }
}

function plainShape(view: View, row: VpcRow): Vpc {
  return {
    VpcId: row.vpcId,
    CidrBlock: row.cidrBlock,
    DhcpOptionsId: row.dhcpOptionsId,
    InstanceTenancy: row.instanceTenancy,
    IsDefault: row.isDefault,
    OwnerId: view.account,
    CidrBlockAssociationSet: row.cidrBlocks.map((block) => vpcCidrShape(block)),
    Ipv6CidrBlockAssociationSet: row.ipv6CidrBlocks.map((block) => vpcIpv6Shape(block, view.region)),
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
