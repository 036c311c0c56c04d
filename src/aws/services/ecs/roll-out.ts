import { newDeployment, revisionArn } from '../../../model/ecs/new-deployment.ts'
import type { DeploymentRow, LaunchSettings, ServiceRow } from '../../../model/ecs/service.ts'
import { deployments, serviceDeployments, serviceRevisions } from '../../../model/ecs/tables.ts'
import type { Transaction } from '../../../model/state.ts'
import type { RequestContext } from '../../operation.ts'

/** Gives a service a new PRIMARY deployment; the former one becomes ACTIVE, to be replaced. */
export function rollOut(
  tx: Transaction,
  service: ServiceRow,
  launch: LaunchSettings,
  { now, fresh }: Pick<RequestContext, 'now' | 'fresh'>,
): void {
  const former = [...tx.by(deployments, 'service', service.serviceArn)].filter(
    ({ status }) => status !== 'INACTIVE',
  )
  const sources = former.map(({ id }) => revisionArn(service.serviceArn, id))
  for (const deployment of former) {
    if (deployment.status !== 'PRIMARY') continue
    endHistory(tx, deployment, now)
    tx.put(deployments, deployment.id, { ...deployment, status: 'ACTIVE', updatedAtMs: now })
  }
  const made = newDeployment({ service, launch, sources, now, fresh })
  tx.put(deployments, made.deployment.id, made.deployment)
  tx.put(serviceRevisions, made.revision.serviceRevisionArn, made.revision)
  tx.put(serviceDeployments, made.history.serviceDeploymentArn, made.history)
}

/** Writes into a service's history how a deployment ended that is not PRIMARY any more. */
export function endHistory(tx: Transaction, deployment: DeploymentRow, now: number): void {
  const completed = deployment.rolloutState === 'COMPLETED'
  for (const history of tx.by(serviceDeployments, 'deployment', deployment.id)) {
    if (history.ended) continue
    tx.put(serviceDeployments, history.serviceDeploymentArn, {
      ...history,
      ended: completed
        ? { status: 'SUCCESSFUL', atMs: deployment.updatedAtMs }
        : { status: 'STOPPED', atMs: now },
    })
  }
}
