import { setTimeout as delay } from 'node:timers/promises'
import type { FreshIds } from '../../aws/operation.ts'
import { printFailure } from '../../failures/print-failure.ts'
import { deployments, services, taskDefinitions, tasks } from '../../model/ecs/tables.ts'
import { taskDefinitionKey } from '../../model/ecs/task-definition.ts'
import type { TaskContainer, TaskRow } from '../../model/ecs/task.ts'
import type { StateStore, Transaction } from '../../model/state.ts'
import type { Failure } from '../../model/verdict.ts'
import { advanceTask } from '../../scheduler/advance-task.ts'
import type { Pace } from '../../scheduler/pace.ts'
import { restartsInPlace, type RestartPolicy } from '../../scheduler/restart-policy.ts'
import type { ContainerOrder, TaskStep } from '../../scheduler/task-view.ts'
import { changeContainer, requestStop } from '../../scheduler/task-transitions.ts'
import { containerOrders } from './container-orders.ts'
import { Expiry } from './expiry.ts'
import { scopeOfArn } from './scope.ts'
import { TaskMemory } from './task-memory.ts'
import type { ContainerStart, Preparation, TaskPerformer } from './task-performer.ts'
import { writeEnd, writeInterface, writeStatus, type WriteContext } from './task-writes.ts'
import { WorkQueue } from './work-queue.ts'

/** Steps of one task in a row without waiting; more would be a bug. */
const MAX_STEPS = 100
/** A STOPPED task is described so long (spec: LAUNCH §2, at least an hour). */
const STOPPED_KEPT_MS = 3_600_000
/** What is under way when the daemon ends, such as a program being started, has so long to end. */
const CLOSE_WITHIN_MS = 2000

interface TaskLoopOptions {
  readonly store: StateStore
  readonly performer: TaskPerformer
  readonly pace: Pace
  readonly now: () => number
  readonly fresh: FreshIds
  readonly onBug: (error: unknown, what: string) => void
}

/** How a run of a container ended, as the runtime reports it or as the launch decides it. */
interface ContainerStop {
  readonly exitCode?: number
  readonly reason?: string
  readonly atMs?: number
}

/** Moves every task along, one step at a time, and writes what the runtime reports. */
export class TaskLoop {
  private readonly options: TaskLoopOptions
  private readonly queue: WorkQueue
  private readonly stoppedTasks: Expiry
  private readonly memories = new Map<string, TaskMemory>()
  private readonly orders = new Map<string, readonly ContainerOrder[]>()
  private readonly underWay = new Set<Promise<void>>()
  private closed = false

  constructor(options: TaskLoopOptions) {
    this.options = options
    const { now, onBug } = options
    this.queue = new WorkQueue({ handle: (taskArn) => this.advance(taskArn), now, onBug })
    this.stoppedTasks = new Expiry((taskArn) => this.expire(taskArn), now)
  }

  mark(taskArn: string): void {
    this.queue.mark(taskArn)
  }

  wakeAll(): void {
    this.queue.wakeAll()
    this.stoppedTasks.sweep()
  }

  /** Ends all work. What is under way is let end, and not heeded any more. */
  async close(): Promise<void> {
    this.closed = true
    this.queue.close()
    this.stoppedTasks.close()
    await Promise.race([Promise.all(this.underWay), delay(CLOSE_WITHIN_MS, undefined, { ref: false })])
  }

  /** What is known of a task beside its row; made when first asked for. */
  memory(taskArn: string): TaskMemory {
    let memory = this.memories.get(taskArn)
    if (!memory) this.memories.set(taskArn, (memory = new TaskMemory()))
    return memory
  }

  /** Writes a change of a task, and looks at it again. */
  change(taskArn: string, change: (task: TaskRow) => TaskRow): void {
    this.write(taskArn, (tx, task) => {
      const changed = change(task)
      if (changed !== task && task.lastStatus !== 'STOPPED') tx.put(tasks, taskArn, changed)
    })
    this.queue.mark(taskArn)
  }

  /** A container's end. It may be started again in its place; otherwise its task takes notice. */
  stopped(
    taskArn: string,
    name: string,
    { exitCode, reason, atMs = this.options.now() }: ContainerStop,
  ): void {
    const task = this.row(taskArn)
    const container = task?.containers.find((candidate) => candidate.name === name)
    if (!task || !container || container.lastStatus === 'STOPPED') return
    const memory = this.memory(taskArn)
    // One that ends before its start was answered did not run for any time worth the name.
    const startedAtMs = memory.starting.has(name) ? atMs : container.startedAtMs
    const end = {
      finishedAtMs: atMs,
      ...(exitCode === undefined ? {} : { exitCode }),
      ...(startedAtMs === undefined ? {} : { startedAtMs }),
    }
    if (restartsInPlace(this.restartPolicy(task, name), end, task.desiredStatus)) {
      this.change(taskArn, (row) => changeContainer(row, name, { healthStatus: 'UNKNOWN' }))
      this.startContainer(task, memory, name)
      return
    }
    const finishedAtMs = Math.max(atMs, startedAtMs ?? atMs)
    this.change(taskArn, (row) =>
      changeContainer(row, name, { lastStatus: 'STOPPED', exitCode, reason, finishedAtMs }),
    )
  }

  private advance(taskArn: string): void {
    for (let steps = 0; steps < MAX_STEPS; steps += 1) {
      const task = this.row(taskArn)
      if (!task) return
      const memory = this.memory(taskArn)
      const { now, pace } = this.options
      const step = advanceTask({
        now: now(),
        task,
        order: this.orderOf(task),
        progress: memory,
        interfaceMs: pace.interfaceMs,
        deregisters: task.desiredStatus === 'STOPPED' && this.deregisters(task),
      })
      if (step.do === 'wait') {
        if (step.untilMs !== undefined) this.queue.markAt(taskArn, step.untilMs)
        this.show(task, memory)
        return
      }
      if (step.do === 'forget') {
        this.memories.delete(taskArn)
        this.stoppedTasks.add(taskArn, (task.stoppedAtMs ?? now()) + STOPPED_KEPT_MS)
        return
      }
      this.take(task, memory, step)
    }
    throw new Error(`the task ${taskArn} does not come to rest`)
  }

  private take(task: TaskRow, memory: TaskMemory, step: Exclude<TaskStep, { do: 'wait' | 'forget' }>): void {
    const { performer } = this.options
    switch (step.do) {
      case 'attach-interface':
        memory.attachedAtMs = this.options.now()
        memory.interface = 'attached'
        this.write(task.taskArn, (tx) => writeInterface(tx, task, this.context()))
        return
      case 'become':
        this.write(task.taskArn, (tx) => writeStatus(tx, task, step.status, this.context()))
        return
      case 'prepare':
        memory.preparation = 'busy'
        this.run(task, performer.prepare(task, memory), (prepared) => this.prepared(task, memory, prepared))
        return
      case 'make-sandbox':
        memory.sandbox = 'busy'
        this.run(task, performer.makeSandbox(task), (failure) => {
          memory.sandbox = 'ready'
          memory.shownVersion = task.version
          if (failure) this.fail(task.taskArn, failure, task.launchType)
        })
        return
      case 'start':
        for (const name of step.containers) this.startContainer(task, memory, name)
        return
      case 'give-up':
        this.giveUp(task, step.container, step.failure, step.exitCode)
        return
      case 'end':
        this.fail(task.taskArn, step.failure, task.launchType)
        return
      case 'stop':
        for (const name of step.containers) this.stopContainer(task, memory, name)
        return
      case 'clean-up':
        memory.sandbox = 'removing'
        this.run(task, performer.cleanUp(task, memory), () => {
          memory.sandbox = 'removed'
        })
        return
      case 'finish':
        this.write(task.taskArn, (tx) => writeEnd(tx, task, this.context()))
    }
  }

  private prepared(task: TaskRow, memory: TaskMemory, prepared: Preparation): void {
    const { failure, container, digests, pullStartedAtMs, pullStoppedAtMs } = prepared
    memory.preparation = 'done'
    if (pullStartedAtMs !== undefined) {
      this.change(task.taskArn, (row) => ({
        ...row,
        pullStartedAtMs,
        pullStoppedAtMs,
        containers: row.containers.map((own) => withDigest(own, digests?.get(own.name))),
        version: row.version + 1,
      }))
    }
    if (!failure) return
    if (container !== undefined) {
      const reason = printFailure(failure, { launchType: task.launchType }).text
      this.change(task.taskArn, (row) => changeContainer(row, container, { reason }))
    }
    this.fail(task.taskArn, failure, task.launchType)
  }

  private startContainer(task: TaskRow, memory: TaskMemory, name: string): void {
    const startedAtMs = this.options.now()
    memory.started.add(name)
    memory.starting.add(name)
    this.run(
      task,
      this.options.performer.startContainer(task, memory, name),
      (outcome) => {
        memory.starting.delete(name)
        // There are secrets in it: what is not started again needs it no more.
        if (!this.restartPolicy(task, name)) memory.specs.delete(name)
        this.startAnswered(task, name, outcome, startedAtMs)
      },
      () => this.stopped(task.taskArn, name, {}),
    )
  }

  private startAnswered(task: TaskRow, name: string, outcome: ContainerStart, startedAtMs: number): void {
    if ('runtimeId' in outcome) {
      const { runtimeId } = outcome
      this.change(task.taskArn, (row) =>
        // A program may end before its start was reported.
        changeContainer(
          row,
          name,
          isStopped(row, name)
            ? { runtimeId, startedAtMs }
            : { lastStatus: 'RUNNING', runtimeId, startedAtMs },
        ),
      )
    } else if (outcome.began) {
      this.change(task.taskArn, (row) => changeContainer(row, name, { lastStatus: 'RUNNING', startedAtMs }))
      this.stopped(task.taskArn, name, { exitCode: 1 })
    } else this.giveUp(task, name, outcome.failure, undefined)
  }

  /** A container that will never run. An essential one is the reason why its task failed to start. */
  private giveUp(task: TaskRow, name: string, failure: Failure, exitCode: number | undefined): void {
    const reason = printFailure(failure, { launchType: task.launchType }).text
    if (task.containers.some((container) => container.name === name && container.essential))
      this.fail(task.taskArn, failure, task.launchType)
    this.change(task.taskArn, (row) =>
      isStopped(row, name)
        ? row
        : changeContainer(row, name, {
            lastStatus: 'STOPPED',
            reason,
            finishedAtMs: this.options.now(),
            ...(exitCode === undefined ? {} : { exitCode }),
          }),
    )
  }

  private stopContainer(task: TaskRow, memory: TaskMemory, name: string): void {
    memory.stopping.add(name)
    this.run(
      task,
      this.options.performer.stopContainer(task, name),
      () => {},
      // As the EC2 agent does: what cannot be stopped is taken to be, and goes with what is removed of the task.
      (error) => this.stopped(task.taskArn, name, { reason: `CannotStopContainerError: ${error.message}` }),
    )
  }

  /** Stops a task with a failure in ECS's words. */
  private fail(taskArn: string, failure: Failure, launchType: string): void {
    const printed = printFailure(failure, { launchType })
    const stopCode = printed.stopCode ?? 'TaskFailedToStart'
    this.change(taskArn, (task) => requestStop(task, stopCode, printed.text, this.options.now()))
  }

  private run<Outcome>(
    task: TaskRow,
    work: Promise<Outcome>,
    then: (outcome: Outcome) => void,
    otherwise: (error: Error) => void = () => {},
  ): void {
    const ending = work
      .then((outcome) => {
        if (!this.closed) then(outcome)
      })
      .catch((error: unknown) => {
        if (this.closed) return
        this.options.onBug(error, `task ${task.taskArn}`)
        const memory = this.memory(task.taskArn)
        memory.giveUp()
        memory.starting.clear()
        const [cause, now] = [error as Error, this.options.now()]
        const reason = `InternalError: ${cause.message}`
        this.change(task.taskArn, (row) => requestStop(row, 'TaskFailedToStart', reason, now))
        otherwise(cause)
      })
      .finally(() => {
        this.underWay.delete(ending)
        this.queue.mark(task.taskArn)
      })
    this.underWay.add(ending)
  }

  /** The metadata documents follow the row: they are made anew once the task has come to rest. */
  private show(task: TaskRow, memory: TaskMemory): void {
    if (memory.sandbox !== 'ready' || memory.shownVersion === task.version) return
    memory.shownVersion = task.version
    this.options.performer.refreshDocuments(task).catch((error: unknown) => {
      this.options.onBug(error, `metadata of ${task.taskArn}`)
    })
  }

  private expire(taskArn: string): void {
    this.write(taskArn, (tx, task) => {
      if (task.lastStatus === 'STOPPED') tx.delete(tasks, taskArn)
    })
  }

  private write(taskArn: string, run: (tx: Transaction, task: TaskRow) => void): void {
    if (this.closed) return
    const { durable } = this.options.store.transact(scopeOfArn(taskArn), (tx) => {
      const task = tx.get(tasks, taskArn)
      if (task) run(tx, task)
    })
    durable?.catch((error: unknown) => this.options.onBug(error, `writing ${taskArn}`))
  }

  private row(taskArn: string): TaskRow | undefined {
    return this.options.store.view(scopeOfArn(taskArn)).get(tasks, taskArn)
  }

  private context(): WriteContext {
    const { now, pace, fresh } = this.options
    return { now: now(), pace, fresh }
  }

  private deregisters({ taskArn, serviceArn, deploymentId = '' }: TaskRow): boolean {
    if (serviceArn === undefined) return false
    const view = this.options.store.view(scopeOfArn(taskArn))
    const { loadBalancers = [], serviceRegistries = [] } = view.get(services, serviceArn) ?? {}
    const connect = view.get(deployments, deploymentId)?.launch.serviceConnectConfiguration
    return loadBalancers.length > 0 || serviceRegistries.length > 0 || connect?.enabled === true
  }

  private restartPolicy(task: TaskRow, name: string): RestartPolicy | undefined {
    return this.orderOf(task).find((order) => order.name === name)?.restartPolicy
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

function withDigest(container: TaskContainer, imageDigest: string | undefined): TaskContainer {
  return imageDigest === undefined ? container : { ...container, imageDigest }
}
