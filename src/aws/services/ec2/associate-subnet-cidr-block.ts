import type { AssociateSubnetCidrBlockRequest, AssociateSubnetCidrBlockResult } from '@aws-sdk/client-ec2'
import { newId } from '../../../model/ec2/fresh-hex.ts'
import { subnets } from '../../../model/ec2/tables.ts'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { subnetIpv6Block } from './create-subnet.ts'
import { missingParameter, refuseParameters } from './faults.ts'
import { findRow, kinds } from './kinds.ts'

/** Gives a subnet an IPv6 block. */
export const associateSubnetCidrBlock: Operation<
  AssociateSubnetCidrBlockRequest,
  AssociateSubnetCidrBlockResult
> = (tx, request, { fresh }) => {
  refuseParameters('AssociateSubnetCidrBlock', request, ['Ipv6IpamPoolId', 'Ipv6NetmaskLength'])
  const subnet = findRow(tx, kinds.subnet, request.SubnetId)
  if (!request.Ipv6CidrBlock) throw missingParameter('ipv6CidrBlock')
  if (subnet.ipv6CidrBlocks.length > 0) {
    throw new Fault(
      'InvalidSubnet.Conflict',
      `The subnet '${subnet.subnetId}' already has an IPv6 CIDR block`,
    )
  }
  const block = {
    associationId: newId(fresh, 'subnet-cidr-assoc'),
    ipv6CidrBlock: subnetIpv6Block(tx, findRow(tx, kinds.vpc, subnet.vpcId), request.Ipv6CidrBlock),
  }
  tx.put(subnets, subnet.subnetId, { ...subnet, ipv6CidrBlocks: [block] })
  return {
    SubnetId: subnet.subnetId,
    Ipv6CidrBlockAssociation: {
      AssociationId: block.associationId,
      Ipv6CidrBlock: block.ipv6CidrBlock,
      Ipv6CidrBlockState: { State: 'associating' },
    },
  }
}
