import type { DeleteClusterRequest, DeleteClusterResponse } from '@aws-sdk/client-ecs'
import { clusters, services, tasks } from '../../../model/ecs/tables.ts'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { wholeClusterView } from './cluster-view.ts'
import { findCluster } from './find-cluster.ts'

/** Deletes a cluster that has neither services nor tasks. It stays to be seen as INACTIVE. */
export const deleteCluster: Operation<DeleteClusterRequest, DeleteClusterResponse> = (tx, request) => {
  const cluster = findCluster(tx, request.cluster)
  if (tx.countBy(services, 'active', cluster.clusterArn) > 0) {
    throw new Fault(
      'ClusterContainsServicesException',
      'The Cluster cannot be deleted while Services are active.',
    )
  }
  for (const task of tx.by(tasks, 'cluster', cluster.clusterArn)) {
    if (task.lastStatus === 'STOPPED') continue
    throw new Fault('ClusterContainsTasksException', 'The Cluster cannot be deleted while Tasks are active.')
  }
  const deleted = { ...cluster, status: 'INACTIVE' } as const
  tx.put(clusters, cluster.clusterName, deleted)
  return { cluster: wholeClusterView(tx, deleted) }
}
