import type { Fault } from '../../aws/fault.ts'
import type { FreshIds } from '../../aws/operation.ts'
import { printFailure } from '../../failures/print-failure.ts'
import { services, deployments, taskDefinitions, tasks } from '../../model/ecs/tables.ts'
import { taskDefinitionKey } from '../../model/ecs/task-definition.ts'
import type { TaskContainer, TaskRow } from '../../model/ecs/task.ts'
import type { StateStore, Transaction } from '../../model/state.ts'
import type { Failure } from '../../model/verdict.ts'
import { advanceTask, type ContainerOrder, type TaskStep } from '../../scheduler/advance-task.ts'
import type { Pace } from '../../scheduler/pace.ts'
import { startFailed, startSucceeded } from '../../scheduler/start-failures.ts'
import { become, changeContainer, requestStop } from '../../scheduler/task-transitions.ts'
import type { TaskPerformer } from './task-performer.ts'
import { containerOrders } from './container-orders.ts'
import { recordEvent } from './service-loop.ts'
import { scopeOfArn } from './scope.ts'
import { TaskMemory } from './task-memory.ts'
import { WorkQueue } from './work-queue.ts'

/** Steps of one task in a row without waiting; more would be a bug. */
const MAX_STEPS = 100

interface TaskLoopOptions {
  readonly store: StateStore
  readonly performer: TaskPerformer
  readonly pace: Pace
  readonly now: () => number
  readonly fresh: FreshIds
  readonly onBug: (error: unknown, what: string) => void
}

/** Moves every task along, one step at a time, and writes what the runtime reports. */
export class TaskLoop {
  private readonly options: TaskLoopOptions
  private readonly queue: WorkQueue
  private readonly memories = new Map<string, TaskMemory>()
  private readonly orders = new Map<string, readonly ContainerOrder[]>()

  constructor(options: TaskLoopOptions) {
    this.options = options
    this.queue = new WorkQueue((taskArn) => this.advance(taskArn), options.now)
  }

  mark(taskArn: string): void {
    this.queue.mark(taskArn)
  }

  wakeAll(): void {
    this.queue.wakeAll()
  }

  close(): void {
    this.queue.close()
  }

  /** What is known of a task beside its row; made when first asked for. */
  memory(taskArn: string): TaskMemory {
    let memory = this.memories.get(taskArn)
    if (!memory) this.memories.set(taskArn, (memory = new TaskMemory()))
    return memory
  }

  /** Writes a change of a task, and looks at it again. */
  change(taskArn: string, change: (task: TaskRow) => TaskRow): void {
    this.write(taskArn, (tx, task) => tx.put(tasks, taskArn, change(task)))
    this.queue.mark(taskArn)
  }

  private write(taskArn: string, run: (tx: Transaction, task: TaskRow) => void): void {
    const written = this.options.store.transact(scopeOfArn(taskArn), (tx) => {
      const task = tx.get(tasks, taskArn)
      if (task) run(tx, task)
    })
    void written.durable
  }

  private advance(taskArn: string): void {
    for (let steps = 0; steps < MAX_STEPS; steps += 1) {
      const task = this.options.store.view(scopeOfArn(taskArn)).get(tasks, taskArn)
      if (!task) return
      const memory = this.memory(taskArn)
      const now = this.options.now()
      const { interfaceMs } = this.options.pace
      const step = advanceTask({ now, task, order: this.orderOf(task), progress: memory, interfaceMs })
      if (step.do === 'wait') {
        if (step.untilMs !== undefined) this.queue.markAt(taskArn, step.untilMs)
        return
      }
      if (step.do === 'forget') {
        this.memories.delete(taskArn)
        return
      }
      this.take(task, memory, step)
    }
    throw new Error(`the task ${taskArn} does not come to rest`)
  }

  private take(task: TaskRow, memory: TaskMemory, step: Exclude<TaskStep, { do: 'wait' | 'forget' }>): void {
    const now = this.options.now()
    const { performer } = this.options
    switch (step.do) {
      case 'attach-interface':
        memory.attachedAtMs = now
        memory.interface = 'attached'
        this.write(task.taskArn, (tx) => this.attach(tx, task))
        return
      case 'become':
        this.write(task.taskArn, (tx) => this.becomes(tx, task, step.status))
        if (step.status === 'RUNNING') this.refresh(task.taskArn)
        return
      case 'prepare':
        memory.preparation = 'busy'
        this.run(task, performer.prepare(task, memory), (failure) => {
          memory.preparation = 'done'
          if (failure) this.fail(task.taskArn, failure, task.launchType)
        })
        return
      case 'make-sandbox':
        memory.sandbox = 'busy'
        this.run(task, performer.makeSandbox(task, memory), (failure) => {
          memory.sandbox = failure ? 'removed' : 'ready'
          if (failure) this.fail(task.taskArn, failure, task.launchType)
        })
        return
      case 'start':
        for (const name of step.containers) this.startContainer(task, memory, name)
        return
      case 'give-up': {
        const reason = printFailure(step.failure, { launchType: task.launchType }).text
        this.stopped(task.taskArn, step.container, { exitCode: step.exitCode, reason })
        return
      }
      case 'end':
        this.fail(task.taskArn, step.failure, task.launchType)
        return
      case 'stop':
        for (const name of step.containers) {
          memory.stopping.add(name)
          this.run(task, performer.stopContainer(task, name), () => {})
        }
        return
      case 'remove-sandbox':
        memory.sandbox = 'removing'
        this.run(task, performer.removeSandbox(task), () => {
          memory.sandbox = 'removed'
        })
        return
      case 'finish':
        this.write(task.taskArn, (tx) => this.finish(tx, task))
    }
  }

  private startContainer(task: TaskRow, memory: TaskMemory, name: string): void {
    memory.starting.add(name)
    this.run(task, this.options.performer.startContainer(task, memory, name), (outcome) => {
      const startedAtMs = this.options.now()
      if (!('failure' in outcome)) {
        const { runtimeId, imageDigest } = outcome
        this.change(task.taskArn, (row) =>
          // A program may end before its start was reported.
          isStopped(row, name)
            ? changeContainer(row, name, { runtimeId, imageDigest, startedAtMs })
            : changeContainer(row, name, { lastStatus: 'RUNNING', runtimeId, imageDigest, startedAtMs }),
        )
        return
      }
      const printed = printFailure(outcome.failure, { launchType: task.launchType })
      if (printed.where === 'containerReason') {
        if (this.isEssential(task, name)) this.fail(task.taskArn, outcome.failure, task.launchType)
        this.stopped(task.taskArn, name, { reason: printed.text })
      } else {
        this.stopped(task.taskArn, name, { exitCode: outcome.exitCode })
      }
    })
  }

  /** A container's end, as the runtime reports it or as the launch decides it. */
  stopped(taskArn: string, name: string, end: { exitCode?: number; reason?: string; atMs?: number }): void {
    const finishedAtMs = end.atMs ?? this.options.now()
    const { exitCode, reason } = end
    this.change(taskArn, (task) =>
      isStopped(task, name)
        ? task
        : changeContainer(task, name, { lastStatus: 'STOPPED', exitCode, reason, finishedAtMs }),
    )
  }

  /** Stops a task with a failure in ECS's words. */
  fail(taskArn: string, failure: Failure, launchType: string): void {
    const printed = printFailure(failure, { launchType })
    const stopCode = printed.stopCode ?? 'TaskFailedToStart'
    this.change(taskArn, (task) => requestStop(task, stopCode, printed.text, this.options.now()))
  }

  private run<Outcome>(task: TaskRow, work: Promise<Outcome>, then: (outcome: Outcome) => void): void {
    work
      .then(then)
      .catch((error: unknown) => {
        this.options.onBug(error, `task ${task.taskArn}`)
        const reason = `InternalError: ${(error as Error | Fault).message}`
        this.change(task.taskArn, (row) => requestStop(row, 'TaskFailedToStart', reason, this.options.now()))
        this.memory(task.taskArn).giveUp()
      })
      .finally(() => this.queue.mark(task.taskArn))
  }

  private refresh(taskArn: string): void {
    const task = this.options.store.view(scopeOfArn(taskArn)).get(tasks, taskArn)
    if (!task) return
    this.options.performer.refreshDocuments(task).catch((error: unknown) => {
      this.options.onBug(error, `metadata of ${taskArn}`)
    })
  }

  private attach(tx: Transaction, task: TaskRow): void {
    const attached = this.options.performer.attachInterface(tx, task)
    if ('failure' in attached) {
      const printed = printFailure(attached.failure, { launchType: task.launchType })
      tx.put(tasks, task.taskArn, requestStop(task, 'TaskFailedToStart', printed.text, this.options.now()))
      return
    }
    tx.put(tasks, task.taskArn, { ...task, ...attached, version: task.version + 1 })
  }

  private becomes(tx: Transaction, task: TaskRow, status: TaskRow['lastStatus']): void {
    const now = this.options.now()
    tx.put(tasks, task.taskArn, become(task, status, now))
    const deployment = task.deploymentId === undefined ? undefined : tx.get(deployments, task.deploymentId)
    const change = deployment && status === 'RUNNING' ? startSucceeded(deployment) : undefined
    if (deployment && change)
      tx.put(deployments, deployment.id, { ...deployment, ...change, updatedAtMs: now })
  }

  private finish(tx: Transaction, task: TaskRow): void {
    const now = this.options.now()
    this.options.performer.releaseInterface(tx, task)
    tx.put(tasks, task.taskArn, become(task, 'STOPPED', now))
    const deployment = task.deploymentId === undefined ? undefined : tx.get(deployments, task.deploymentId)
    const service = task.serviceArn === undefined ? undefined : tx.get(services, task.serviceArn)
    if (!deployment || !service) return
    const consequence = startFailed(deployment, task, service.serviceName, now, this.options.pace)
    if (!consequence) return
    tx.put(deployments, deployment.id, { ...deployment, ...consequence.change, updatedAtMs: now })
    for (const event of consequence.events) {
      recordEvent(tx, service.serviceArn, event, this.options.fresh.uuid(), now)
    }
  }

  private isEssential(task: TaskRow, name: string): boolean {
    return task.containers.some((container) => container.name === name && container.essential)
  }

  private orderOf(task: TaskRow): readonly ContainerOrder[] {
    let order = this.orders.get(task.taskDefinitionArn)
    if (!order) {
      const view = this.options.store.view(scopeOfArn(task.taskArn))
      const definition = view.get(taskDefinitions, taskDefinitionKey(task.taskDefinitionArn))
      order = containerOrders(definition?.definition.containerDefinitions ?? [])
      this.orders.set(task.taskDefinitionArn, order)
    }
    return order
  }
}

function isStopped(task: TaskRow, name: string): boolean {
  return task.containers.some((c: TaskContainer) => c.name === name && c.lastStatus === 'STOPPED')
}
