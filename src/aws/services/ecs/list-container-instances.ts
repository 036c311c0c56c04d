import type { ListContainerInstancesRequest, ListContainerInstancesResponse } from '@aws-sdk/client-ecs'
import type { Operation } from '../../operation.ts'
import { findCluster } from './find-cluster.ts'
import { pageOf } from './page-of.ts'

/** Lists the container instances of a cluster: none is ever registered here. */
export const listContainerInstances: Operation<
  ListContainerInstancesRequest,
  ListContainerInstancesResponse
> = (tx, request) => {
  findCluster(tx, request.cluster)
  return { containerInstanceArns: pageOf([], request).items }
}
