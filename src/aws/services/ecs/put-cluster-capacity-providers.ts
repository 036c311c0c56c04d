import type {
  PutClusterCapacityProvidersRequest,
  PutClusterCapacityProvidersResponse,
} from '@aws-sdk/client-ecs'
import type { ClusterRow } from '../../../model/ecs/cluster.ts'
import { clusters, services } from '../../../model/ecs/tables.ts'
import type { View } from '../../../model/state.ts'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { checkCapacityProviders, checkCapacityStrategy } from './check-capacity-strategy.ts'
import { wholeClusterView } from './cluster-view.ts'
import { findCluster } from './find-cluster.ts'
import { currentLaunch } from './service-launch-type.ts'

/** Replaces the capacity providers of a cluster and its default strategy. */
export const putClusterCapacityProviders: Operation<
  PutClusterCapacityProvidersRequest,
  PutClusterCapacityProvidersResponse
> = (tx, request) => {
  const cluster = findCluster(tx, request.cluster)
  const names = checkCapacityProviders(tx, request.capacityProviders ?? [])
  for (const removed of cluster.capacityProviders.filter((name) => !names.includes(name))) {
    if (!isUsed(tx, cluster, removed)) continue
    throw new Fault(
      'ResourceInUseException',
      'The specified capacity provider is in use and cannot be removed.',
    )
  }
  const changed: ClusterRow = {
    ...cluster,
    capacityProviders: names,
    defaultCapacityProviderStrategy: checkCapacityStrategy(
      tx,
      request.defaultCapacityProviderStrategy ?? [],
      names,
      'cluster',
    ),
  }
  tx.put(clusters, cluster.clusterName, changed)
  return { cluster: wholeClusterView(tx, changed) }
}

function isUsed(view: View, cluster: ClusterRow, name: string): boolean {
  for (const service of view.by(services, 'active', cluster.clusterArn)) {
    const strategy = currentLaunch(view, service)?.capacityProviderStrategy ?? []
    if (strategy.some(({ capacityProvider }) => capacityProvider === name)) return true
  }
  return false
}
