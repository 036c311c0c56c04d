import type { FreshIds } from '../../aws/operation.ts'
import { printFailure } from '../../failures/print-failure.ts'
import { newTask } from '../../model/ecs/new-task.ts'
import type { DeploymentRow, ServiceEvent, ServiceRow } from '../../model/ecs/service.ts'
import { deployments, serviceEvents, services, taskDefinitions, tasks } from '../../model/ecs/tables.ts'
import { taskDefinitionKey, type TaskDefinitionRow } from '../../model/ecs/task-definition.ts'
import type { StateStore, Transaction, View } from '../../model/state.ts'
import type { Failure } from '../../model/verdict.ts'
import type { Pace } from '../../scheduler/pace.ts'
import { reconcileService } from '../../scheduler/reconcile-service.ts'
import type { ServiceAction, ServiceView } from '../../scheduler/service-view.ts'
import { requestStop } from '../../scheduler/task-transitions.ts'
import { launchFailure } from './launch-failure.ts'
import { scopeOfArn } from './scope.ts'
import { WorkQueue } from './work-queue.ts'

/** ECS keeps the latest events of a service. */
const MAX_EVENTS = 100
/** A service is reconciled step by step; more steps in a row without waiting would be a bug. */
const MAX_STEPS = 50

interface ServiceLoopOptions {
  readonly store: StateStore
  readonly pace: Pace
  readonly now: () => number
  readonly fresh: FreshIds
}

/** Keeps services at what was asked of them: looks, decides, writes; again whenever something changed. */
export class ServiceLoop {
  private readonly options: ServiceLoopOptions
  private readonly queue: WorkQueue

  constructor(options: ServiceLoopOptions) {
    this.options = options
    this.queue = new WorkQueue((serviceArn) => this.reconcile(serviceArn), options.now)
  }

  /** Something about this service changed. */
  mark(serviceArn: string): void {
    this.queue.mark(serviceArn)
  }

  wakeAll(): void {
    this.queue.wakeAll()
  }

  close(): void {
    this.queue.close()
  }

  private reconcile(serviceArn: string): void {
    const scope = scopeOfArn(serviceArn)
    for (let steps = 0; steps < MAX_STEPS; steps += 1) {
      const view = this.look(this.options.store.view(scope), serviceArn)
      if (!view) return
      const step = reconcileService(view)
      if (step.wakeAtMs !== undefined) this.queue.markAt(serviceArn, step.wakeAtMs)
      if (step.actions.length === 0) return
      const written = this.options.store.transact(scope, (tx) => {
        for (const action of step.actions) this.apply(tx, view.service, action)
      })
      void written.durable
    }
    throw new Error(`the service ${serviceArn} does not come to rest`)
  }

  private look(view: View, serviceArn: string): ServiceView | undefined {
    const service = view.get(services, serviceArn)
    if (!service || service.status === 'INACTIVE') return undefined
    const own = [...view.by(deployments, 'service', serviceArn)]
    const live = [...view.by(tasks, 'service', serviceArn)].filter((task) => task.lastStatus !== 'STOPPED')
    return {
      now: this.options.now(),
      pace: this.options.pace,
      service,
      deployments: own.toSorted((a, b) => rank(a) - rank(b) || b.createdAtMs - a.createdAtMs),
      tasks: live,
      hasHealthCheck: (deployment) => hasHealthCheck(view, deployment),
      launchFailure: (deployment) => launchFailure(view, deployment, this.options.now()),
      freshIds: Array.from({ length: Math.max(0, service.desiredCount - live.length) + 1 }, () =>
        this.options.fresh.hex(32),
      ),
    }
  }

  private apply(tx: Transaction, service: ServiceRow, action: ServiceAction): void {
    const now = this.options.now()
    switch (action.kind) {
      case 'start-tasks': {
        const deployment = tx.get(deployments, action.deploymentId)
        if (deployment) this.startTasks(tx, service, deployment, action.taskIds)
        return
      }
      case 'stop-tasks':
        for (const taskArn of action.taskArns) {
          const task = tx.get(tasks, taskArn)
          const reason = printFailure(action.reason).text
          if (task) tx.put(tasks, taskArn, requestStop(task, 'ServiceSchedulerInitiated', reason, now))
        }
        return
      case 'change-deployment': {
        const deployment = tx.get(deployments, action.id)
        if (deployment) tx.put(deployments, action.id, { ...deployment, ...action.change, updatedAtMs: now })
        return
      }
      case 'delete-deployment':
        tx.delete(deployments, action.id)
        return
      case 'record-event':
        recordEvent(tx, service.serviceArn, action.event, this.options.fresh.uuid(), now)
        return
      case 'close-service':
        tx.put(services, service.serviceArn, { ...service, status: 'INACTIVE' })
        for (const deployment of [...tx.by(deployments, 'service', service.serviceArn)]) {
          tx.delete(deployments, deployment.id)
        }
    }
  }

  private startTasks(
    tx: Transaction,
    service: ServiceRow,
    deployment: DeploymentRow,
    taskIds: readonly string[],
  ): void {
    const definition = tx.get(taskDefinitions, taskDefinitionKey(deployment.launch.taskDefinitionArn))
    if (!definition) throw new Error(`the task definition ${deployment.launch.taskDefinitionArn} is gone`)
    const { subnets = [] } = deployment.launch.networkConfiguration ?? {}
    const live = [...tx.by(tasks, 'service', service.serviceArn)].filter(
      ({ lastStatus }) => lastStatus !== 'STOPPED',
    )
    for (const [index, taskId] of taskIds.entries()) {
      // Tasks are spread over the subnets, and so over their availability zones.
      const subnetId = subnets[(live.length + index) % Math.max(1, subnets.length)]
      this.startTask(tx, { service, deployment, definition, subnetId, taskId })
    }
  }

  private startTask(tx: Transaction, { service, deployment, definition, subnetId, taskId }: TaskStart): void {
    const task = newTask({
      taskId,
      subnetId,
      clusterArn: service.clusterArn,
      taskDefinition: definition,
      launch: deployment.launch,
      group: `service:${service.serviceName}`,
      startedBy: deployment.id,
      serviceArn: service.serviceArn,
      deploymentId: deployment.id,
      enableExecuteCommand: service.enableExecuteCommand,
      overrides: {},
      tags: service.propagateTags === 'SERVICE' ? service.tags : [],
      now: this.options.now(),
      fresh: this.options.fresh,
    })
    tx.put(tasks, task.taskArn, task)
  }
}

interface TaskStart {
  readonly service: ServiceRow
  readonly deployment: DeploymentRow
  readonly definition: TaskDefinitionRow
  readonly subnetId: string | undefined
  readonly taskId: string
}

/** Adds an event to a service, newest first. */
export function recordEvent(
  tx: Transaction,
  serviceArn: string,
  event: Failure,
  id: string,
  now: number,
): void {
  const { text } = printFailure(event, { where: 'event' })
  const known = tx.get(serviceEvents, serviceArn)?.events ?? []
  const events: ServiceEvent[] = [{ id, createdAtMs: now, message: text }, ...known].slice(0, MAX_EVENTS)
  tx.put(serviceEvents, serviceArn, { serviceArn, events })
}

function hasHealthCheck(view: View, deployment: DeploymentRow): boolean {
  const definition = view.get(taskDefinitions, taskDefinitionKey(deployment.launch.taskDefinitionArn))
  const containers = definition?.definition.containerDefinitions ?? []
  return containers.some((container) => container.essential !== false && container.healthCheck !== undefined)
}

const ranks = { PRIMARY: 0, ACTIVE: 1, INACTIVE: 2 } as const

function rank(deployment: DeploymentRow): number {
  return ranks[deployment.status]
}
