import type {
  DescribeContainerInstancesRequest,
  DescribeContainerInstancesResponse,
} from '@aws-sdk/client-ecs'
import type { Operation } from '../../operation.ts'
import { invalidParameter } from './errors.ts'
import { findCluster } from './find-cluster.ts'
import { missingInstances } from './no-container-instances.ts'

const MAX_INSTANCES = 100

/** Describes container instances: none is ever registered here, so all are missing. */
export const describeContainerInstances: Operation<
  DescribeContainerInstancesRequest,
  DescribeContainerInstancesResponse
> = (tx, { cluster, containerInstances = [] }) => {
  const row = findCluster(tx, cluster)
  if (containerInstances.length === 0) throw invalidParameter('Container instances cannot be empty.')
  if (containerInstances.length > MAX_INSTANCES) {
    throw invalidParameter(`containerInstances can have at most ${MAX_INSTANCES} items.`)
  }
  return { containerInstances: [], failures: missingInstances(row, containerInstances) }
}
