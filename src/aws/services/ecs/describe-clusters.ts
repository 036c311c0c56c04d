import type { Cluster, DescribeClustersRequest, DescribeClustersResponse, Failure } from '@aws-sdk/client-ecs'
import { formatArn } from '../../../model/arn.ts'
import type { Operation } from '../../operation.ts'
import { clusterView } from './cluster-view.ts'
import { invalidParameter } from './errors.ts'
import { clusterNameOf, lookUpCluster } from './find-cluster.ts'

const MAX_CLUSTERS = 100

/** Describes clusters, `default` where none is named; those that do not exist are failures, not errors. */
export const describeClusters: Operation<DescribeClustersRequest, DescribeClustersResponse> = (
  tx,
  request,
) => {
  const wanted = request.clusters && request.clusters.length > 0 ? request.clusters : ['default']
  if (wanted.length > MAX_CLUSTERS) throw invalidParameter(`clusters can have at most ${MAX_CLUSTERS} items.`)
  const include = request.include ?? []
  const clusters: Cluster[] = []
  const failures: Failure[] = []
  for (const reference of new Set(wanted)) {
    const row = lookUpCluster(tx, reference)
    if (row) clusters.push(clusterView(tx, row, include))
    else failures.push({ arn: arnOf(tx.region, tx.account, reference), reason: 'MISSING' })
  }
  return { clusters, failures }
}

function arnOf(region: string, account: string, reference: string): string {
  if (reference.startsWith('arn:')) return reference
  return formatArn('ecs', region, account, `cluster/${clusterNameOf(reference)}`)
}
