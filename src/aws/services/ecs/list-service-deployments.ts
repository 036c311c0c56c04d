import type { ListServiceDeploymentsRequest, ListServiceDeploymentsResponse } from '@aws-sdk/client-ecs'
import { serviceDeployments } from '../../../model/ecs/tables.ts'
import type { Operation } from '../../operation.ts'
import { findCluster } from './find-cluster.ts'
import { findService } from './find-service.ts'
import { pageOfItems } from './page-of.ts'
import { rolloutState } from './service-deployment-view.ts'

const DEFAULT_PAGE = 20

/** Lists the rollouts of a service, the newest first. */
export const listServiceDeployments: Operation<
  ListServiceDeploymentsRequest,
  ListServiceDeploymentsResponse
> = (tx, request) => {
  const service = findService(tx, findCluster(tx, request.cluster), request.service ?? '')
  const { status = [], createdAt = {} } = request
  const found = [...tx.by(serviceDeployments, 'service', service.serviceArn)]
    .filter(({ createdAtMs }) => !createdAt.before || createdAtMs <= createdAt.before.getTime())
    .filter(({ createdAtMs }) => !createdAt.after || createdAtMs >= createdAt.after.getTime())
    .map((row) => ({ row, state: rolloutState(tx, row) }))
    .filter(({ state }) => status.length === 0 || status.includes(state.status))
    .reverse()
  const page = pageOfItems(found, ({ row }) => row.serviceDeploymentArn, request, DEFAULT_PAGE)
  return {
    serviceDeployments: page.items.map(({ row, state }) => ({
      serviceDeploymentArn: row.serviceDeploymentArn,
      serviceArn: row.serviceArn,
      clusterArn: row.clusterArn,
      createdAt: new Date(row.createdAtMs),
      startedAt: new Date(row.createdAtMs),
      finishedAt: state.endedAtMs === undefined ? undefined : new Date(state.endedAtMs),
      targetServiceRevisionArn: row.targetServiceRevisionArn,
      status: state.status,
      statusReason: state.statusReason,
    })),
    nextToken: page.nextToken,
  }
}
