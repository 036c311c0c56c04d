import type { ClusterRow } from '../../../model/ecs/cluster.ts'
import { clusters } from '../../../model/ecs/tables.ts'
import type { View } from '../../../model/state.ts'
import { Fault } from '../../fault.ts'
import { readIdentifier } from './identifier.ts'

/** The cluster meant where a request names none. */
const DEFAULT_CLUSTER = 'default'

/** The name of the cluster that a request means; an ARN's name is its last part. */
export function clusterNameOf(cluster: string | undefined): string {
  return cluster ? readIdentifier(cluster, 'cluster').name : DEFAULT_CLUSTER
}

/** The row of a cluster that may be INACTIVE. An ARN of another region or account names none here. */
export function lookUpCluster(view: View, cluster: string | undefined): ClusterRow | undefined {
  const row = view.get(clusters, clusterNameOf(cluster))
  return row && cluster?.startsWith('arn:') && row.clusterArn !== cluster ? undefined : row
}

/** The ACTIVE cluster that a request means. Throws ClusterNotFoundException. */
export function findCluster(view: View, cluster: string | undefined): ClusterRow {
  const row = lookUpCluster(view, cluster)
  if (!row) throw new Fault('ClusterNotFoundException', 'Cluster not found.')
  if (row.status === 'INACTIVE')
    throw new Fault('ClusterNotFoundException', 'The referenced cluster was inactive.')
  return row
}
