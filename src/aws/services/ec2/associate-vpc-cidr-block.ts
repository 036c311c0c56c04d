import type { AssociateVpcCidrBlockRequest, AssociateVpcCidrBlockResult } from '@aws-sdk/client-ec2'
import { containsCidr, formatCidr, overlaps, parseCidr } from '../../../model/ec2/cidr.ts'
import { newId } from '../../../model/ec2/fresh-hex.ts'
import { vpcs } from '../../../model/ec2/tables.ts'
import type { VpcRow } from '../../../model/ec2/vpc.ts'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { amazonIpv6Block, checkVpcSize, cidrParameter } from './cidr-parameters.ts'
import { missingParameter, refuseParameters } from './faults.ts'
import { findRow, kinds } from './kinds.ts'
import { addIpv6Defaults, addLocalRoute } from './vpc-blocks.ts'
import { vpcCidrShape, vpcIpv6Shape } from './vpc-shape.ts'

const MAX_BLOCKS = 5
const refused = [
  'Ipv4IpamPoolId',
  'Ipv4NetmaskLength',
  'Ipv6IpamPoolId',
  'Ipv6NetmaskLength',
  'Ipv6Pool',
  'Ipv6CidrBlock',
]

/** Adds a block to a VPC; it is local in every route table at once. */
export const associateVpcCidrBlock: Operation<AssociateVpcCidrBlockRequest, AssociateVpcCidrBlockResult> = (
  tx,
  request,
  { fresh },
) => {
  refuseParameters('AssociateVpcCidrBlock', request, refused)
  const vpc = findRow(tx, kinds.vpc, request.VpcId)
  const associationId = newId(fresh, 'vpc-cidr-assoc')
  if (request.AmazonProvidedIpv6CidrBlock) {
    checkCount(vpc, vpc.ipv6CidrBlocks.length)
    const block = { associationId, ipv6CidrBlock: amazonIpv6Block(fresh) }
    const changed = { ...vpc, ipv6CidrBlocks: [...vpc.ipv6CidrBlocks, block] }
    tx.put(vpcs, vpc.vpcId, changed)
    addLocalRoute(tx, vpc.vpcId, { destinationIpv6CidrBlock: block.ipv6CidrBlock })
    if (vpc.ipv6CidrBlocks.length === 0) addIpv6Defaults(tx, changed, fresh)
    return { VpcId: vpc.vpcId, Ipv6CidrBlockAssociation: vpcIpv6Shape(block, tx.region, 'associating') }
  }
  if (!request.CidrBlock) throw missingParameter('cidrBlock')
  const cidr = cidrParameter(request.CidrBlock, 'cidrBlock')
  checkVpcSize(cidr)
  checkCount(vpc, vpc.cidrBlocks.length)
  for (const { cidrBlock } of vpc.cidrBlocks) {
    const other = parseCidr(cidrBlock)
    if (!other || !overlaps(other, cidr)) continue
    const how = containsCidr(other, cidr) ? 'is within' : 'overlaps'
    throw new Fault(
      'InvalidVpc.Range',
      `The CIDR '${formatCidr(cidr)}' ${how} the CIDR '${cidrBlock}' of the VPC.`,
    )
  }
  const block = { associationId, cidrBlock: formatCidr(cidr) }
  tx.put(vpcs, vpc.vpcId, { ...vpc, cidrBlocks: [...vpc.cidrBlocks, block] })
  addLocalRoute(tx, vpc.vpcId, { destinationCidrBlock: block.cidrBlock })
  return { VpcId: vpc.vpcId, CidrBlockAssociation: vpcCidrShape(block, 'associating') }
}

function checkCount(vpc: VpcRow, count: number): void {
  if (count < MAX_BLOCKS) return
  const text = `This network ${vpc.vpcId} has met its maximum number of allowed CIDRs: ${MAX_BLOCKS}`
  throw new Fault('CidrLimitExceeded', text)
}
