import type { ListServicesByNamespaceRequest, ListServicesByNamespaceResponse } from '@aws-sdk/client-ecs'
import { clusters, services } from '../../../model/ecs/tables.ts'
import type { View } from '../../../model/state.ts'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { pageOf } from './page-of.ts'
import { currentLaunch } from './service-launch-type.ts'

const DEFAULT_PAGE = 10

/** Lists the services that Service Connect puts into a namespace, in every cluster of the region. */
export const listServicesByNamespace: Operation<
  ListServicesByNamespaceRequest,
  ListServicesByNamespaceResponse
> = (tx, request) => {
  const { namespace = '' } = request
  const arns: string[] = []
  for (const service of tx.all(services)) {
    if (service.status !== 'ACTIVE') continue
    const configuration = currentLaunch(tx, service)?.serviceConnectConfiguration
    if (configuration?.enabled && configuration.namespace === namespace) arns.push(service.serviceArn)
  }
  if (arns.length === 0 && !isDefaultNamespace(tx, namespace)) {
    throw new Fault('NamespaceNotFoundException', 'The specified namespace was not found.')
  }
  const { items, nextToken } = pageOf(arns, request, DEFAULT_PAGE)
  return { serviceArns: items, nextToken }
}

/** There is no Cloud Map here: a namespace is known by the clusters and services that name it. */
function isDefaultNamespace(view: View, namespace: string): boolean {
  for (const cluster of view.all(clusters)) {
    if (cluster.status === 'ACTIVE' && cluster.serviceConnectDefaults?.namespace === namespace) return true
  }
  return false
}
