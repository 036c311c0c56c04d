import type { ListClustersRequest, ListClustersResponse } from '@aws-sdk/client-ecs'
import { clusters } from '../../../model/ecs/tables.ts'
import type { Operation } from '../../operation.ts'

/** Lists clusters. */
export const listClusters: Operation<ListClustersRequest, ListClustersResponse> = (tx) => ({
  clusterArns: [...tx.all(clusters)].map((cluster) => cluster.clusterArn),
})
