import type { DeleteCapacityProviderRequest, DeleteCapacityProviderResponse } from '@aws-sdk/client-ecs'
import { capacityProviders, clusters } from '../../../model/ecs/tables.ts'
import type { Operation } from '../../operation.ts'
import { invalidParameter } from './errors.ts'
import {
  capacityProviderNameOf,
  capacityProviderView,
  fargateProviders,
  lookUpCapacityProvider,
} from './find-capacity-provider.ts'

/** Deletes a capacity provider that no cluster uses. It stays to be seen as INACTIVE. */
export const deleteCapacityProvider: Operation<
  DeleteCapacityProviderRequest,
  DeleteCapacityProviderResponse
> = (tx, request) => {
  const name = capacityProviderNameOf(request.capacityProvider ?? '')
  if (fargateProviders.includes(name)) {
    throw invalidParameter('The specified capacity provider is reserved and cannot be deleted.')
  }
  const row = lookUpCapacityProvider(tx, name)
  if (!row) {
    throw invalidParameter(
      'The specified capacity provider does not exist. Specify a valid name or ARN and try again.',
    )
  }
  for (const cluster of tx.all(clusters)) {
    if (cluster.status !== 'ACTIVE' || !cluster.capacityProviders.includes(name)) continue
    throw invalidParameter(
      'The specified capacity provider cannot be deleted because it is associated with cluster: ' +
        `${cluster.clusterName}. Remove the capacity provider from the cluster and try again.`,
    )
  }
  const deleted = { ...row, status: 'INACTIVE', updateStatus: 'DELETE_COMPLETE' } as const
  tx.put(capacityProviders, name, deleted)
  return { capacityProvider: capacityProviderView(deleted, true) }
}
