import type { FreshIds } from '../../aws/operation.ts'
import { printFailure } from '../../failures/print-failure.ts'
import type { ServiceRow } from '../../model/ecs/service.ts'
import { deployments, services, tasks } from '../../model/ecs/tables.ts'
import type { StateStore, Transaction, View } from '../../model/state.ts'
import { missingTasks } from '../../scheduler/census.ts'
import type { Pace } from '../../scheduler/pace.ts'
import { reconcileService } from '../../scheduler/reconcile-service.ts'
import type { ServiceAction, ServiceView } from '../../scheduler/service-view.ts'
import { requestStop } from '../../scheduler/task-transitions.ts'
import { closeService, forgetService, removeDeployment } from './close-service.ts'
import { Expiry } from './expiry.ts'
import { hasHealthCheck } from './has-health-check.ts'
import { launchFailure } from './launch-failure.ts'
import { deploymentsOf, liveTasks } from './live-tasks.ts'
import { scopeOfArn } from './scope.ts'
import { recordEvent, saidLately } from './service-events.ts'
import { startServiceTasks } from './start-service-tasks.ts'
import { WorkQueue } from './work-queue.ts'

/** A service is reconciled step by step; more steps in a row without waiting would be a bug. */
const MAX_STEPS = 50
/** An INACTIVE service is described so long; ECS promises no time ("may be cleaned up and purged"). */
const INACTIVE_KEPT_MS = 3_600_000

interface ServiceLoopOptions {
  readonly store: StateStore
  readonly pace: Pace
  readonly now: () => number
  readonly fresh: FreshIds
  readonly onBug: (error: unknown, what: string) => void
}

/** Keeps services at what was asked of them: looks, decides, writes; again whenever something changed. */
export class ServiceLoop {
  private readonly options: ServiceLoopOptions
  private readonly queue: WorkQueue
  private readonly inactive: Expiry
  private readonly inactiveSince = new Map<string, number>()

  constructor(options: ServiceLoopOptions) {
    this.options = options
    const { now, onBug } = options
    this.queue = new WorkQueue({ handle: (serviceArn) => this.reconcile(serviceArn), now, onBug })
    this.inactive = new Expiry((serviceArn) => this.forget(serviceArn), now)
  }

  /** Something about this service changed. */
  mark(serviceArn: string): void {
    this.queue.mark(serviceArn)
  }

  wakeAll(): void {
    this.queue.wakeAll()
    this.inactive.sweep()
  }

  close(): void {
    this.queue.close()
    this.inactive.close()
  }

  private reconcile(serviceArn: string): void {
    const view = this.options.store.view(scopeOfArn(serviceArn))
    for (let steps = 0; steps < MAX_STEPS; steps += 1) {
      const service = view.get(services, serviceArn)
      if (!service) return
      if (service.status === 'INACTIVE') {
        this.keepInactive(serviceArn)
        return
      }
      this.inactiveSince.delete(serviceArn)
      const step = reconcileService(this.look(view, service))
      if (step.wakeAtMs !== undefined) this.queue.markAt(serviceArn, step.wakeAtMs)
      if (step.actions.length === 0) return
      this.write(serviceArn, (tx) => {
        for (const action of step.actions) this.apply(tx, service, action)
      })
    }
    throw new Error(`the service ${serviceArn} does not come to rest`)
  }

  private look(view: View, service: ServiceRow): ServiceView {
    const { pace, fresh } = this.options
    const now = this.options.now()
    const own = deploymentsOf(view, service.serviceArn)
    const seen = {
      now,
      pace,
      service,
      deployments: own,
      tasks: liveTasks(view, own),
      hasHealthCheck: (deployment) => hasHealthCheck(view, deployment),
      launchFailure: (deployment) => launchFailure(view, deployment, now),
      saidLately: (event) => saidLately(view, service.serviceArn, event, now),
    } satisfies Omit<ServiceView, 'freshIds'>
    return { ...seen, freshIds: Array.from({ length: missingTasks(seen) }, () => fresh.hex(32)) }
  }

  private apply(tx: Transaction, service: ServiceRow, action: ServiceAction): void {
    const now = this.options.now()
    const { fresh } = this.options
    switch (action.kind) {
      case 'start-tasks': {
        const deployment = tx.get(deployments, action.deploymentId)
        if (deployment) startServiceTasks(tx, service, deployment, action.taskIds, { now, fresh })
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
      case 'delete-deployment': {
        const deployment = tx.get(deployments, action.id)
        if (deployment) removeDeployment(tx, deployment, now)
        return
      }
      case 'record-event':
        recordEvent(tx, service.serviceArn, action.event, fresh.uuid(), now)
        return
      case 'close-service':
        closeService(tx, service)
    }
  }

  /** When a service became INACTIVE is not kept: after a restart it is seen for a while longer. */
  private keepInactive(serviceArn: string): void {
    if (this.inactiveSince.has(serviceArn)) return
    const now = this.options.now()
    this.inactiveSince.set(serviceArn, now)
    this.inactive.add(serviceArn, now + INACTIVE_KEPT_MS)
  }

  private forget(serviceArn: string): void {
    const since = this.inactiveSince.get(serviceArn)
    if (since === undefined || since + INACTIVE_KEPT_MS > this.options.now()) return
    this.inactiveSince.delete(serviceArn)
    this.write(serviceArn, (tx) => forgetService(tx, serviceArn))
  }

  private write(serviceArn: string, change: (tx: Transaction) => void): void {
    const { durable } = this.options.store.transact(scopeOfArn(serviceArn), change)
    durable?.catch((error: unknown) => this.options.onBug(error, `writing ${serviceArn}`))
  }
}
