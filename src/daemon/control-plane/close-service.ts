import {
  deployments,
  serviceDeployments,
  serviceEvents,
  serviceRevisions,
  services,
} from '../../model/ecs/tables.ts'
import type { DeploymentRow, ServiceRow } from '../../model/ecs/service.ts'
import type { Transaction } from '../../model/state.ts'

/** A service whose tasks are gone is INACTIVE. It stays to be seen for some time. */
export function closeService(tx: Transaction, service: ServiceRow): void {
  tx.put(services, service.serviceArn, { ...service, status: 'INACTIVE' })
  for (const { id } of [...tx.by(deployments, 'service', service.serviceArn)]) tx.delete(deployments, id)
}

/** Removes an INACTIVE service and its history. Does nothing where it was made anew meanwhile. */
export function forgetService(tx: Transaction, serviceArn: string): void {
  if (tx.get(services, serviceArn)?.status !== 'INACTIVE') return
  tx.delete(services, serviceArn)
  tx.delete(serviceEvents, serviceArn)
  for (const { serviceRevisionArn } of [...tx.by(serviceRevisions, 'service', serviceArn)])
    tx.delete(serviceRevisions, serviceRevisionArn)
  for (const { serviceDeploymentArn } of [...tx.by(serviceDeployments, 'service', serviceArn)])
    tx.delete(serviceDeployments, serviceDeploymentArn)
}

/** Removes a deployment that has no task left; one that was rolled back from ends so in the service's history. */
export function removeDeployment(tx: Transaction, deployment: DeploymentRow, now: number): void {
  tx.delete(deployments, deployment.id)
  if (deployment.rolloutState !== 'FAILED') return
  for (const history of [...tx.by(serviceDeployments, 'deployment', deployment.id)]) {
    if (history.ended) continue
    const ended = {
      status: 'ROLLBACK_SUCCESSFUL',
      statusReason: deployment.rolloutStateReason,
      atMs: now,
    } as const
    tx.put(serviceDeployments, history.serviceDeploymentArn, { ...history, ended })
  }
}
