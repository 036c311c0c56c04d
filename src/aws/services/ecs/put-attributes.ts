import type { PutAttributesRequest, PutAttributesResponse } from '@aws-sdk/client-ecs'
import type { Operation } from '../../operation.ts'
import { findCluster } from './find-cluster.ts'
import { missingTarget } from './no-container-instances.ts'

/** Sets attributes of container instances, of which there are none here. */
export const putAttributes: Operation<PutAttributesRequest, PutAttributesResponse> = (tx, request) => {
  findCluster(tx, request.cluster)
  throw missingTarget(request.attributes)
}
