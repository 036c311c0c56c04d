import type {
  DeregisterContainerInstanceRequest,
  DeregisterContainerInstanceResponse,
} from '@aws-sdk/client-ecs'
import type { Operation } from '../../operation.ts'
import { invalidParameter } from './errors.ts'
import { findCluster } from './find-cluster.ts'

/** Deregisters a container instance: none is ever registered here. */
export const deregisterContainerInstance: Operation<
  DeregisterContainerInstanceRequest,
  DeregisterContainerInstanceResponse
> = (tx, request) => {
  findCluster(tx, request.cluster)
  throw invalidParameter('The referenced container instance was not found.')
}
