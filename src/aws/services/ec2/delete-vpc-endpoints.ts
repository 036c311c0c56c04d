import type {
  DeleteVpcEndpointsRequest,
  DeleteVpcEndpointsResult,
  UnsuccessfulItem,
} from '@aws-sdk/client-ec2'
import { forgetResource } from '../../../model/ec2/release-interface.ts'
import { vpcEndpoints } from '../../../model/ec2/tables.ts'
import type { Operation } from '../../operation.ts'
import { dismantleEndpoint } from './endpoint-parameters.ts'
import { kinds } from './kinds.ts'

/** Deletes VPC endpoints; what is not there is told item by item, the others go all the same. */
export const deleteVpcEndpoints: Operation<DeleteVpcEndpointsRequest, DeleteVpcEndpointsResult> = (
  tx,
  request,
) => {
  const unsuccessful: UnsuccessfulItem[] = []
  for (const id of request.VpcEndpointIds ?? []) {
    const endpoint = tx.get(vpcEndpoints, id)
    if (!endpoint) {
      const { code, message } = kinds.vpcEndpoint.notFound(id)
      unsuccessful.push({ ResourceId: id, Error: { Code: code, Message: message } })
      continue
    }
    dismantleEndpoint(tx, endpoint)
    tx.delete(vpcEndpoints, id)
    forgetResource(tx, id)
  }
  return { Unsuccessful: unsuccessful }
}
