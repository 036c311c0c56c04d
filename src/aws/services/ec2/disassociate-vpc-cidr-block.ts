import type { DisassociateVpcCidrBlockRequest, DisassociateVpcCidrBlockResult } from '@aws-sdk/client-ec2'
import { containsCidr, parseCidr } from '../../../model/ec2/cidr.ts'
import type { Transaction } from '../../../model/state.ts'
import { subnets, vpcs } from '../../../model/ec2/tables.ts'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { hasDependencies } from './faults.ts'
import { removeLocalRoute } from './vpc-blocks.ts'
import { vpcCidrShape, vpcIpv6Shape } from './vpc-shape.ts'

/** Takes a block from a VPC; not its first, and none that a subnet lies in. */
export const disassociateVpcCidrBlock: Operation<
  DisassociateVpcCidrBlockRequest,
  DisassociateVpcCidrBlockResult
> = (tx, request) => {
  for (const vpc of tx.all(vpcs)) {
    const block = vpc.cidrBlocks.find(({ associationId }) => associationId === request.AssociationId)
    if (block) {
      if (block.cidrBlock === vpc.cidrBlock) throw primary(block.associationId)
      checkUnused(tx, vpc.vpcId, block.associationId, block.cidrBlock)
      tx.put(vpcs, vpc.vpcId, { ...vpc, cidrBlocks: vpc.cidrBlocks.filter((other) => other !== block) })
      removeLocalRoute(tx, vpc.vpcId, block.cidrBlock)
      return { VpcId: vpc.vpcId, CidrBlockAssociation: vpcCidrShape(block, 'disassociating') }
    }
    const ipv6 = vpc.ipv6CidrBlocks.find(({ associationId }) => associationId === request.AssociationId)
    if (ipv6) {
      checkUnused(tx, vpc.vpcId, ipv6.associationId, ipv6.ipv6CidrBlock)
      tx.put(vpcs, vpc.vpcId, {
        ...vpc,
        ipv6CidrBlocks: vpc.ipv6CidrBlocks.filter((other) => other !== ipv6),
      })
      removeLocalRoute(tx, vpc.vpcId, ipv6.ipv6CidrBlock)
      return { VpcId: vpc.vpcId, Ipv6CidrBlockAssociation: vpcIpv6Shape(ipv6, tx.region, 'disassociating') }
    }
  }
  throw new Fault(
    'InvalidVpcCidrBlockAssociationID.NotFound',
    `The vpc CIDR block association ID '${request.AssociationId}' does not exist`,
  )
}

function primary(associationId: string): Fault {
  const text = `The vpc CIDR block with association ID ${associationId} may not be disassociated. It is the primary IPv4 CIDR block of the VPC`
  return new Fault('OperationNotPermitted', text)
}

function checkUnused(tx: Transaction, vpcId: string, associationId: string, cidrBlock: string): void {
  const block = parseCidr(cidrBlock)
  for (const subnet of tx.by(subnets, 'vpc', vpcId)) {
    for (const text of [
      subnet.cidrBlock,
      ...subnet.ipv6CidrBlocks.map(({ ipv6CidrBlock }) => ipv6CidrBlock),
    ]) {
      const cidr = parseCidr(text)
      if (block && cidr && containsCidr(block, cidr)) throw hasDependencies('vpc CIDR block', associationId)
    }
  }
}
