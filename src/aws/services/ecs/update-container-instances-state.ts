import type {
  UpdateContainerInstancesStateRequest,
  UpdateContainerInstancesStateResponse,
} from '@aws-sdk/client-ecs'
import type { Operation } from '../../operation.ts'
import { invalidParameter } from './errors.ts'
import { findCluster } from './find-cluster.ts'
import { missingInstances } from './no-container-instances.ts'

const settable: ReadonlySet<string | undefined> = new Set(['ACTIVE', 'DRAINING'])
const MAX_INSTANCES = 10

/** Sets container instances to ACTIVE or DRAINING: none is ever registered here, so all are missing. */
export const updateContainerInstancesState: Operation<
  UpdateContainerInstancesStateRequest,
  UpdateContainerInstancesStateResponse
> = (tx, { cluster, containerInstances = [], status }) => {
  const row = findCluster(tx, cluster)
  if (containerInstances.length === 0) throw invalidParameter('Container instances cannot be empty.')
  if (containerInstances.length > MAX_INSTANCES) {
    throw invalidParameter(`containerInstances can have at most ${MAX_INSTANCES} items.`)
  }
  if (!settable.has(status))
    throw invalidParameter('Container instance status should be one of [ACTIVE,DRAINING]')
  return { containerInstances: [], failures: missingInstances(row, containerInstances) }
}
