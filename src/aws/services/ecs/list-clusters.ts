import type { ListClustersRequest, ListClustersResponse } from '@aws-sdk/client-ecs'
import { clusters } from '../../../model/ecs/tables.ts'
import type { Operation } from '../../operation.ts'
import { pageOf } from './page-of.ts'

/** Lists the ARNs of clusters that were not deleted. */
export const listClusters: Operation<ListClustersRequest, ListClustersResponse> = (tx, request) => {
  const arns: string[] = []
  for (const cluster of tx.all(clusters)) if (cluster.status === 'ACTIVE') arns.push(cluster.clusterArn)
  const { items, nextToken } = pageOf(arns, request)
  return { clusterArns: items, nextToken }
}
