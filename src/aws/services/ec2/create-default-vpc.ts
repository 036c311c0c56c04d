import type { CreateDefaultVpcRequest, CreateDefaultVpcResult } from '@aws-sdk/client-ec2'
import { putDefaultVpc } from '../../../model/ec2/default-network.ts'
import { defaultVpc } from '../../../model/ec2/network-lookups.ts'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { newVpcShape } from './vpc-shape.ts'

/** Makes the default VPC again after it was deleted. */
export const createDefaultVpc: Operation<CreateDefaultVpcRequest, CreateDefaultVpcResult> = (
  tx,
  _,
  { fresh },
) => {
  if (defaultVpc(tx)) {
    throw new Fault(
      'DefaultVpcAlreadyExists',
      'A Default VPC already exists for this account in this region.',
    )
  }
  return { Vpc: newVpcShape(tx, putDefaultVpc(tx, fresh)) }
}
