import type {
  DisassociateSubnetCidrBlockRequest,
  DisassociateSubnetCidrBlockResult,
} from '@aws-sdk/client-ec2'
import { networkInterfaces, subnets } from '../../../model/ec2/tables.ts'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { hasDependencies } from './faults.ts'

/** Takes the IPv6 block from a subnet in which no interface has an IPv6 address. */
export const disassociateSubnetCidrBlock: Operation<
  DisassociateSubnetCidrBlockRequest,
  DisassociateSubnetCidrBlockResult
> = (tx, request) => {
  for (const subnet of tx.all(subnets)) {
    const block = subnet.ipv6CidrBlocks.find(({ associationId }) => associationId === request.AssociationId)
    if (!block) continue
    for (const row of tx.by(networkInterfaces, 'subnet', subnet.subnetId)) {
      if (row.ipv6Addresses.length > 0) throw hasDependencies('subnet CIDR block', block.associationId)
    }
    tx.put(subnets, subnet.subnetId, { ...subnet, ipv6CidrBlocks: [] })
    return {
      SubnetId: subnet.subnetId,
      Ipv6CidrBlockAssociation: {
        AssociationId: block.associationId,
        Ipv6CidrBlock: block.ipv6CidrBlock,
        Ipv6CidrBlockState: { State: 'disassociating' },
      },
    }
  }
  throw new Fault(
    'InvalidSubnetCidrBlockAssociationID.NotFound',
    `The subnet CIDR block association ID '${request.AssociationId}' does not exist`,
  )
}
