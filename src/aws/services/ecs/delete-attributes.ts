import type { DeleteAttributesRequest, DeleteAttributesResponse } from '@aws-sdk/client-ecs'
import type { Operation } from '../../operation.ts'
import { findCluster } from './find-cluster.ts'
import { missingTarget } from './no-container-instances.ts'

/** Removes attributes of container instances, of which there are none here. */
export const deleteAttributes: Operation<DeleteAttributesRequest, DeleteAttributesResponse> = (
  tx,
  request,
) => {
  findCluster(tx, request.cluster)
  throw missingTarget(request.attributes)
}
