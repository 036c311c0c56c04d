import type { ClusterRow } from '../../../model/ecs/cluster.ts'
import type { ServiceRow } from '../../../model/ecs/service.ts'
import { services } from '../../../model/ecs/tables.ts'
import type { View } from '../../../model/state.ts'
import { Fault } from '../../fault.ts'
import { invalidParameter } from './errors.ts'
import { readIdentifier } from './identifier.ts'

/** `arn:aws:ecs:REGION:ACCOUNT:service/CLUSTER/NAME` */
export function serviceArnOf(clusterArn: string, name: string): string {
  return `${clusterArn.replace(':cluster/', ':service/')}/${name}`
}

/** The ARN of the service that a request means in this cluster. Throws where an ARN names another cluster. */
export function readServiceArn(cluster: ClusterRow, service: string): string {
  const { name, cluster: named } = readIdentifier(service, 'service')
  if (named !== undefined && named !== cluster.clusterName) {
    throw invalidParameter(
      `Invalid identifier: Identifier is for cluster ${named}. Your cluster is ${cluster.clusterName}`,
    )
  }
  return service.startsWith('arn:') && named !== undefined ? service : serviceArnOf(cluster.clusterArn, name)
}

/** The service that a request means, of any status. Throws ServiceNotFoundException. */
export function findService(view: View, cluster: ClusterRow, service: string): ServiceRow {
  const row = view.get(services, readServiceArn(cluster, service))
  if (!row) throw new Fault('ServiceNotFoundException', 'Service not found.')
  return row
}
