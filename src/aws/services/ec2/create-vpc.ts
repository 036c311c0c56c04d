import type { CreateVpcRequest, CreateVpcResult } from '@aws-sdk/client-ec2'
import { formatCidr } from '../../../model/ec2/cidr.ts'
import { defaultDhcpOptionsId } from '../../../model/ec2/default-network.ts'
import { newId } from '../../../model/ec2/fresh-hex.ts'
import { putNewVpc } from '../../../model/ec2/new-vpc.ts'
import type { VpcRow } from '../../../model/ec2/vpc.ts'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { amazonIpv6Block, checkVpcSize, cidrParameter } from './cidr-parameters.ts'
import { refuseParameters } from './faults.ts'
import { tagNew } from './tags.ts'
import { newVpcShape } from './vpc-shape.ts'

const refused = [
  ...[
    'Ipv4IpamPoolId',
    'Ipv4NetmaskLength',
    'Ipv6IpamPoolId',
    'Ipv6NetmaskLength',
    'Ipv6Pool',
    'Ipv6CidrBlock',
  ],
  'VpcEncryptionControl',
]

/** Makes a VPC with its main route table, default network ACL and default security group. */
export const createVpc: Operation<CreateVpcRequest, CreateVpcResult> = (tx, request, { fresh }) => {
  refuseParameters('CreateVpc', request, refused)
  if (!request.CidrBlock) {
    throw new Fault('MissingParameter', "Either 'cidrBlock' or 'ipv4IpamPoolId' must be provided.")
  }
  const cidr = cidrParameter(request.CidrBlock, 'cidrBlock')
  checkVpcSize(cidr)
  const tenancy = request.InstanceTenancy ?? 'default'
  if (tenancy === 'host') throw new Fault('UnsupportedTenancy', 'The tenancy value host is not supported.')
  const cidrBlock = formatCidr(cidr)
  const vpc: VpcRow = {
    vpcId: newId(fresh, 'vpc'),
    cidrBlock,
    cidrBlocks: [{ associationId: newId(fresh, 'vpc-cidr-assoc'), cidrBlock }],
    ipv6CidrBlocks: request.AmazonProvidedIpv6CidrBlock
      ? [{ associationId: newId(fresh, 'vpc-cidr-assoc'), ipv6CidrBlock: amazonIpv6Block(fresh) }]
      : [],
    dhcpOptionsId: defaultDhcpOptionsId(tx),
    instanceTenancy: tenancy,
    isDefault: false,
    enableDnsSupport: true,
    enableDnsHostnames: false,
    enableNetworkAddressUsageMetrics: false,
  }
  putNewVpc(tx, vpc, fresh)
  tagNew(tx, request.TagSpecifications, 'vpc', vpc.vpcId)
  return { Vpc: newVpcShape(tx, vpc) }
}
