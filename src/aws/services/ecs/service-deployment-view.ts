import type { ServiceDeployment, ServiceDeploymentStatus, ServiceRevisionSummary } from '@aws-sdk/client-ecs'
import type { ServiceDeploymentRow } from '../../../model/ecs/service-deployment.ts'
import type { DeploymentRow } from '../../../model/ecs/service.ts'
import { deployments, services, tasks } from '../../../model/ecs/tables.ts'
import type { View } from '../../../model/state.ts'
import { failureThreshold } from '../../../scheduler/circuit-breaker.ts'

/** Where a rollout stands: as it ended, or as its deployment stands now. */
export interface RolloutState {
  readonly status: ServiceDeploymentStatus
  readonly statusReason?: string
  readonly endedAtMs?: number
}

/** Reads where a rollout stands from its deployment; one that went without a word was rolled back. */
export function rolloutState(view: View, row: ServiceDeploymentRow): RolloutState {
  if (row.ended)
    return { status: row.ended.status, statusReason: row.ended.statusReason, endedAtMs: row.ended.atMs }
  const deployment = view.get(deployments, row.deploymentId)
  if (!deployment) return { status: 'ROLLBACK_SUCCESSFUL' }
  const { rolloutState: state, rolloutStateReason: statusReason, updatedAtMs: endedAtMs } = deployment
  if (state === 'COMPLETED') return { status: 'SUCCESSFUL', endedAtMs }
  if (state === 'IN_PROGRESS') return { status: 'IN_PROGRESS' }
  if (deployment.status === 'PRIMARY') return { status: 'STOPPED', statusReason, endedAtMs }
  return { status: 'ROLLBACK_IN_PROGRESS', statusReason }
}

/** A rollout as ECS describes it. */
export function serviceDeploymentView(view: View, row: ServiceDeploymentRow): ServiceDeployment {
  const { status, statusReason, endedAtMs } = rolloutState(view, row)
  const deployment = view.get(deployments, row.deploymentId)
  const desired = view.get(services, row.serviceArn)?.desiredCount ?? 0
  const breaker = row.deploymentConfiguration.deploymentCircuitBreaker
  const stopped = status === 'STOPPED'
  return {
    serviceDeploymentArn: row.serviceDeploymentArn,
    serviceArn: row.serviceArn,
    clusterArn: row.clusterArn,
    createdAt: new Date(row.createdAtMs),
    startedAt: new Date(row.createdAtMs),
    finishedAt: endedAtMs === undefined || stopped ? undefined : new Date(endedAtMs),
    stoppedAt: endedAtMs === undefined || !stopped ? undefined : new Date(endedAtMs),
    updatedAt: new Date(endedAtMs ?? deployment?.updatedAtMs ?? row.createdAtMs),
    sourceServiceRevisions: row.sourceServiceRevisionArns.map((arn) => revisionSummary(view, arn, undefined)),
    targetServiceRevision: revisionSummary(view, row.targetServiceRevisionArn, desired),
    status,
    statusReason,
    deploymentConfiguration: row.deploymentConfiguration,
    deploymentCircuitBreaker: breaker?.enable
      ? {
          status: breakerStatus(status, deployment),
          failureCount: deployment?.failedTasks ?? 0,
          threshold: failureThreshold(desired),
        }
      : { status: 'DISABLED', failureCount: 0, threshold: failureThreshold(desired) },
    alarms: { status: 'DISABLED' },
  }
}

function breakerStatus(
  status: ServiceDeploymentStatus,
  deployment: DeploymentRow | undefined,
): 'TRIGGERED' | 'MONITORING' | 'MONITORING_COMPLETE' {
  if (status === 'IN_PROGRESS') return 'MONITORING'
  const triggered = deployment?.rolloutState === 'FAILED' || status.startsWith('ROLLBACK')
  return triggered ? 'TRIGGERED' : 'MONITORING_COMPLETE'
}

/** The tasks of a revision; `wanted` where it is the one to be reached. */
function revisionSummary(view: View, arn: string, wanted: number | undefined): ServiceRevisionSummary {
  const deploymentId = `ecs-svc/${arn.slice(arn.lastIndexOf('/') + 1)}`
  const runningTaskCount = view.countBy(tasks, 'deploymentPhase', `${deploymentId} running`)
  const pendingTaskCount = view.countBy(tasks, 'deploymentPhase', `${deploymentId} pending`)
  const requestedTaskCount = wanted ?? runningTaskCount + pendingTaskCount
  return { arn, requestedTaskCount, runningTaskCount, pendingTaskCount }
}
