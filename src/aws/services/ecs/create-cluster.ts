import type { CreateClusterRequest, CreateClusterResponse } from '@aws-sdk/client-ecs'
import { isResourceName } from '../../../launch/registration/names.ts'
import { formatArn } from '../../../model/arn.ts'
import type { ClusterRow } from '../../../model/ecs/cluster.ts'
import { clusters } from '../../../model/ecs/tables.ts'
import type { Operation } from '../../operation.ts'
import { callerArn } from './caller-arn.ts'
import { checkCapacityProviders, checkCapacityStrategy } from './check-capacity-strategy.ts'
import { checkClusterConfiguration, checkClusterSettings, serviceConnectDefaultsOf } from './check-cluster.ts'
import { checkTags } from './check-tags.ts'
import { wholeClusterView } from './cluster-view.ts'
import { invalidParameter } from './errors.ts'
import { requestHash } from './request-hash.ts'

/** Creates a cluster, `default` where no name is given. Creating it again alike answers with the one there is. */
export const createCluster: Operation<CreateClusterRequest, CreateClusterResponse> = (
  tx,
  request,
  context,
) => {
  const { clusterName = 'default' } = request
  if (!isResourceName(clusterName)) throw invalidParameter('Identifier contains invalid characters.')
  const tags = checkTags(request.tags)
  const settings = checkClusterSettings(tx, callerArn(context), request.settings)
  const capacityProviders = checkCapacityProviders(tx, request.capacityProviders ?? [])
  const wanted: ClusterRow = {
    clusterArn: formatArn('ecs', tx.region, tx.account, `cluster/${clusterName}`),
    clusterName,
    status: 'ACTIVE',
    settings,
    configuration: checkClusterConfiguration(request.configuration),
    capacityProviders,
    defaultCapacityProviderStrategy: checkCapacityStrategy(
      tx,
      request.defaultCapacityProviderStrategy ?? [],
      capacityProviders,
      'cluster',
    ),
    serviceConnectDefaults: serviceConnectDefaultsOf(request.serviceConnectDefaults),
    tags,
  }
  const existing = tx.get(clusters, clusterName)
  if (existing?.status !== 'ACTIVE') {
    tx.put(clusters, clusterName, wanted)
    return { cluster: wholeClusterView(tx, wanted) }
  }
  if (differs(request, wanted, existing)) {
    throw invalidParameter(
      'Arguments on this idempotent request are inconsistent with arguments used in previous request(s).',
    )
  }
  return { cluster: wholeClusterView(tx, existing) }
}

/** What a repeated request names must be as it is; what it leaves out may be anything. */
function differs(request: CreateClusterRequest, wanted: ClusterRow, existing: ClusterRow): boolean {
  const named = (
    ['settings', 'configuration', 'capacityProviders', 'defaultCapacityProviderStrategy', 'tags'] as const
  ).filter((member) => request[member] !== undefined)
  return named.some((member) => requestHash({ is: wanted[member] }) !== requestHash({ is: existing[member] }))
}
