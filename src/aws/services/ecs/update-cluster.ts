import type { UpdateClusterRequest, UpdateClusterResponse } from '@aws-sdk/client-ecs'
import { clusters } from '../../../model/ecs/tables.ts'
import type { Operation } from '../../operation.ts'
import { callerArn } from './caller-arn.ts'
import { checkClusterConfiguration, checkClusterSettings, serviceConnectDefaultsOf } from './check-cluster.ts'
import { wholeClusterView } from './cluster-view.ts'
import { findCluster } from './find-cluster.ts'

/** Changes settings, configuration and default namespace of a cluster; what the request leaves out stays. */
export const updateCluster: Operation<UpdateClusterRequest, UpdateClusterResponse> = (
  tx,
  request,
  context,
) => {
  const cluster = findCluster(tx, request.cluster)
  const { settings, configuration, serviceConnectDefaults } = request
  const changed = {
    ...cluster,
    settings: settings ? checkClusterSettings(tx, callerArn(context), settings) : cluster.settings,
    configuration: configuration ? checkClusterConfiguration(configuration) : cluster.configuration,
    serviceConnectDefaults: serviceConnectDefaults
      ? serviceConnectDefaultsOf(serviceConnectDefaults)
      : cluster.serviceConnectDefaults,
  }
  tx.put(clusters, cluster.clusterName, changed)
  return { cluster: wholeClusterView(tx, changed) }
}
