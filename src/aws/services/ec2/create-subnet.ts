import type { CreateSubnetRequest, CreateSubnetResult } from '@aws-sdk/client-ec2'
import { type Cidr, containsCidr, formatCidr, overlaps, parseCidr } from '../../../model/ec2/cidr.ts'
import { plainSubnet } from '../../../model/ec2/default-network.ts'
import { newId } from '../../../model/ec2/fresh-hex.ts'
import { putNewSubnet } from '../../../model/ec2/new-vpc.ts'
import { subnets } from '../../../model/ec2/tables.ts'
import type { SubnetRow } from '../../../model/ec2/subnet.ts'
import type { VpcRow } from '../../../model/ec2/vpc.ts'
import type { Transaction } from '../../../model/state.ts'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { cidrParameter } from './cidr-parameters.ts'
import { invalidParameterValue, missingParameter, refuseParameters } from './faults.ts'
import { findRow, kinds } from './kinds.ts'
import { subnetShape } from './subnet-shape.ts'
import { tagNew } from './tags.ts'
import { zoneParameter } from './zone-parameter.ts'

const refused = [
  ...[
    'OutpostArn',
    'Ipv6Native',
    'Ipv4IpamPoolId',
    'Ipv4NetmaskLength',
    'Ipv6IpamPoolId',
    'Ipv6NetmaskLength',
  ],
]

/** Makes a subnet inside a block of its VPC that no other subnet has. */
export const createSubnet: Operation<CreateSubnetRequest, CreateSubnetResult> = (tx, request, { fresh }) => {
  refuseParameters('CreateSubnet', request, refused)
  if (!request.CidrBlock) throw missingParameter('cidrBlock')
  const cidr = cidrParameter(request.CidrBlock, 'cidrBlock')
  const vpc = findRow(tx, kinds.vpc, request.VpcId)
  checkRange(cidr, vpc)
  checkFree(tx, vpc.vpcId, cidr)
  const zone = zoneParameter(tx.region, request.AvailabilityZone, request.AvailabilityZoneId)
  const row: SubnetRow = {
    ...plainSubnet,
    subnetId: newId(fresh, 'subnet'),
    vpcId: vpc.vpcId,
    cidrBlock: formatCidr(cidr),
    ipv6CidrBlocks: request.Ipv6CidrBlock
      ? [
          {
            associationId: newId(fresh, 'subnet-cidr-assoc'),
            ipv6CidrBlock: subnetIpv6Block(tx, vpc, request.Ipv6CidrBlock),
          },
        ]
      : [],
    availabilityZone: zone.zoneName,
    availabilityZoneId: zone.zoneId,
  }
  putNewSubnet(tx, row, fresh)
  tagNew(tx, request.TagSpecifications, 'subnet', row.subnetId)
  return { Subnet: subnetShape(tx, row) }
}

function checkRange(cidr: Cidr, vpc: VpcRow): void {
  const text = formatCidr(cidr)
  const inside = vpc.cidrBlocks.some(({ cidrBlock }) => {
    const block = parseCidr(cidrBlock)
    return block !== undefined && containsCidr(block, cidr)
  })
  if (!inside || cidr.prefixLength < 16 || cidr.prefixLength > 28) {
    throw new Fault('InvalidSubnet.Range', `The CIDR '${text}' is invalid.`)
  }
}

function checkFree(tx: Transaction, vpcId: string, cidr: Cidr): void {
  for (const subnet of tx.by(subnets, 'vpc', vpcId)) {
    const blocks = [subnet.cidrBlock, ...subnet.ipv6CidrBlocks.map(({ ipv6CidrBlock }) => ipv6CidrBlock)]
    for (const text of blocks) {
      const other = parseCidr(text)
      if (!other || !overlaps(other, cidr)) continue
      throw new Fault(
        'InvalidSubnet.Conflict',
        `The CIDR '${formatCidr(cidr)}' conflicts with another subnet`,
      )
    }
  }
}

/** Checks an IPv6 block for a subnet: inside the VPC's, /44 to /64 in steps of four, and free. */
export function subnetIpv6Block(tx: Transaction, vpc: VpcRow, text: string): string {
  const cidr = cidrParameter(text, 'ipv6CidrBlock', 6)
  const inside = vpc.ipv6CidrBlocks.some(({ ipv6CidrBlock }) => {
    const block = parseCidr(ipv6CidrBlock)
    return block !== undefined && containsCidr(block, cidr)
  })
  if (!inside) throw new Fault('InvalidSubnet.Range', `The CIDR '${formatCidr(cidr)}' is invalid.`)
  if (cidr.prefixLength < 44 || cidr.prefixLength > 64 || cidr.prefixLength % 4 !== 0) {
    throw invalidParameterValue(
      `Value (${text}) for parameter ipv6CidrBlock is invalid. The prefix length must be between /44 and /64 in increments of /4.`,
    )
  }
  checkFree(tx, vpc.vpcId, cidr)
  return formatCidr(cidr)
}
