import type { DeleteServiceRequest, DeleteServiceResponse } from '@aws-sdk/client-ecs'
import { deployments, services } from '../../../model/ecs/tables.ts'
import { Fault } from '../../fault.ts'
import type { Operation } from '../../operation.ts'
import { invalidParameter } from './errors.ts'
import { findCluster } from './find-cluster.ts'
import { findService } from './find-service.ts'
import { endHistory } from './roll-out.ts'
import { serviceView } from './service-view.ts'

/** Begins to delete a service: it is DRAINING, and INACTIVE once the control plane has ended its tasks. */
export const deleteService: Operation<DeleteServiceRequest, DeleteServiceResponse> = (
  tx,
  request,
  context,
) => {
  const service = findService(tx, findCluster(tx, request.cluster), request.service ?? '')
  if (service.status === 'INACTIVE') throw new Fault('ServiceNotFoundException', 'Service not found.')
  if (service.status === 'DRAINING') return { service: serviceView(tx, service, true) }
  if (service.desiredCount > 0 && !request.force) {
    throw invalidParameter('The service cannot be stopped while it is scaled above 0.')
  }
  const draining = { ...service, status: 'DRAINING', desiredCount: 0 } as const
  tx.put(services, service.serviceArn, draining)
  for (const deployment of tx.by(deployments, 'service', service.serviceArn)) {
    if (deployment.status === 'PRIMARY') endHistory(tx, deployment, context.now)
  }
  return { service: serviceView(tx, draining, true) }
}
