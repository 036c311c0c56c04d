import type { ListServicesRequest, ListServicesResponse } from '@aws-sdk/client-ecs'
import { services } from '../../../model/ecs/tables.ts'
import type { Operation } from '../../operation.ts'
import { findCluster } from './find-cluster.ts'
import { pageOf } from './page-of.ts'
import { serviceLaunchType } from './service-launch-type.ts'

const DEFAULT_PAGE = 10

/** Lists the ARNs of ACTIVE services; those being deleted can only be described. */
export const listServices: Operation<ListServicesRequest, ListServicesResponse> = (tx, request) => {
  const { clusterArn } = findCluster(tx, request.cluster)
  const { launchType, schedulingStrategy, resourceManagementType = 'CUSTOMER' } = request
  const arns: string[] = []
  for (const service of tx.by(services, 'active', clusterArn)) {
    if (schedulingStrategy !== undefined && service.schedulingStrategy !== schedulingStrategy) continue
    if (launchType !== undefined && serviceLaunchType(tx, service) !== launchType) continue
    arns.push(service.serviceArn)
  }
  const { items, nextToken } = pageOf(resourceManagementType === 'ECS' ? [] : arns, request, DEFAULT_PAGE)
  return { serviceArns: items, nextToken }
}
