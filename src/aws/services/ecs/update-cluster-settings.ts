import type { UpdateClusterSettingsRequest, UpdateClusterSettingsResponse } from '@aws-sdk/client-ecs'
import { clusters } from '../../../model/ecs/tables.ts'
import type { Operation } from '../../operation.ts'
import { callerArn } from './caller-arn.ts'
import { checkClusterSettings } from './check-cluster.ts'
import { wholeClusterView } from './cluster-view.ts'
import { findCluster } from './find-cluster.ts'

/** Changes the settings of a cluster. */
export const updateClusterSettings: Operation<UpdateClusterSettingsRequest, UpdateClusterSettingsResponse> = (
  tx,
  request,
  context,
) => {
  const cluster = findCluster(tx, request.cluster)
  const changed = { ...cluster, settings: checkClusterSettings(tx, callerArn(context), request.settings) }
  tx.put(clusters, cluster.clusterName, changed)
  return { cluster: wholeClusterView(tx, changed) }
}
