import type { FrontDoor } from '../../aws/front-door.ts'
import type { FreshIds } from '../../aws/operation.ts'
import { services, taskDefinitions, tasks } from '../../model/ecs/tables.ts'
import type { TaskRow } from '../../model/ecs/task.ts'
import type { ObjectStore } from '../../model/objects.ts'
import type { RecoveredTask, Runtime, RuntimeEvent } from '../../runtime/contract.ts'
import type { Pace } from '../../scheduler/pace.ts'
import { changeContainer, requestStop } from '../../scheduler/task-transitions.ts'
import type { Change } from '../../store/journal.ts'
import type { Store } from '../../store/store.ts'
import { scopeOfArn } from './scope.ts'
import { ServiceLoop } from './service-loop.ts'
import { TaskCredentials } from './task-credentials.ts'
import { TaskLogs } from './task-logs.ts'
import { TaskLoop } from './task-loop.ts'
import { TaskPerformer } from './task-performer.ts'
import { resumeTask } from './resume-task.ts'
import { taskDefinitionKey } from '../../model/ecs/task-definition.ts'

/** How often credentials are looked at for rotation. */
const ROTATION_CHECK_MS = 60_000

interface ControlPlaneOptions {
  readonly store: Store
  readonly objects: ObjectStore
  readonly door: FrontDoor
  /** Makes the runtime; what it reports is handed to the listener. */
  readonly runtime: (listener: (event: RuntimeEvent) => void) => Runtime
  readonly pace: Pace
  readonly now: () => number
  readonly fresh: FreshIds
  readonly apiSocketPath: string
  readonly volumesFolder: string
  readonly onBug: (error: unknown, what: string) => void
}

/** Keeps the account's tasks and services going: watches what is committed, and what the runtime reports. */
export class ControlPlane {
  readonly runtime: Runtime
  private readonly options: ControlPlaneOptions
  private readonly serviceLoop: ServiceLoop
  private readonly taskLoop: TaskLoop
  private readonly logs: TaskLogs
  private readonly performer: TaskPerformer
  private readonly credentials: TaskCredentials
  private readonly arns = new Map<string, string>()
  private readonly rotation: NodeJS.Timeout

  constructor(options: ControlPlaneOptions) {
    this.options = options
    const { store, door, pace, now, fresh, onBug } = options
    this.runtime = options.runtime((event) => this.report(event))
    this.logs = new TaskLogs(door, onBug)
    this.credentials = new TaskCredentials(store, fresh, now)
    const { runtime, logs, credentials } = this
    this.performer = new TaskPerformer({ ...options, runtime, logs, credentials })
    this.serviceLoop = new ServiceLoop({ store, pace, now, fresh })
    this.taskLoop = new TaskLoop({ store, performer: this.performer, pace, now, fresh, onBug })
    this.rotation = setInterval(() => this.rotate(), ROTATION_CHECK_MS)
    this.rotation.unref()
  }

  /** Takes up where the last daemon left off, then follows every change. */
  async start(): Promise<void> {
    const found = new Map<string, RecoveredTask>()
    for (const task of await this.runtime.recover()) found.set(task.taskId, task)
    const unknown = new Set(found.keys())
    for (const task of this.liveTasks()) {
      unknown.delete(task.taskId)
      this.arns.set(task.taskId, task.taskArn)
      this.resume(task, found.get(task.taskId))
    }
    for (const taskId of unknown) await this.runtime.removeTask(taskId)
    this.options.store.onCommit((changes) => this.follow(changes))
    for (const scope of this.options.store.scopesOf(tasks)) {
      for (const task of this.options.store.view(scope).by(tasks, 'live', 'live'))
        this.taskLoop.mark(task.taskArn)
    }
    this.markServices()
  }

  /** The clock was moved: whatever waits for time looks again. */
  wakeAll(): void {
    this.serviceLoop.wakeAll()
    this.taskLoop.wakeAll()
  }

  async close(): Promise<void> {
    clearInterval(this.rotation)
    this.serviceLoop.close()
    this.taskLoop.close()
    await this.logs.flushAll()
  }

  private liveTasks(): TaskRow[] {
    const { store } = this.options
    return store.scopesOf(tasks).flatMap((scope) => [...store.view(scope).by(tasks, 'live', 'live')])
  }

  private resume(task: TaskRow, found: RecoveredTask | undefined): void {
    const view = this.options.store.view(scopeOfArn(task.taskArn))
    const definition = view.get(taskDefinitions, taskDefinitionKey(task.taskDefinitionArn))
    for (const { name = '', logConfiguration } of definition?.definition.containerDefinitions ?? []) {
      if (!logConfiguration) continue
      const { logDriver: driver = '', options = {} } = logConfiguration
      this.logs.register(task, name, { driver, options })
    }
    const memory = this.taskLoop.memory(task.taskArn)
    const resumed = resumeTask(task, found, memory, {
      simulated: this.runtime.name === 'simulated',
      now: this.options.now(),
    })
    if (resumed !== task) this.taskLoop.change(task.taskArn, () => resumed)
  }

  private follow(changes: readonly Change[]): void {
    for (const { table, key, row } of changes) {
      if (table === 'ecs.tasks') this.followTask(key, row as TaskRow | undefined)
      else if (table === 'ecs.services') this.serviceLoop.mark(key)
      else if (table === 'ecs.deployments' && row !== undefined) {
        this.serviceLoop.mark((row as { readonly serviceArn: string }).serviceArn)
      }
    }
  }

  private followTask(taskArn: string, task: TaskRow | undefined): void {
    if (!task) return
    this.arns.set(task.taskId, taskArn)
    if (task.lastStatus === 'STOPPED') this.arns.delete(task.taskId)
    this.taskLoop.mark(taskArn)
    if (task.serviceArn !== undefined) this.serviceLoop.mark(task.serviceArn)
  }

  private markServices(): void {
    const { store } = this.options
    for (const scope of store.scopesOf(services)) {
      for (const { serviceArn } of store.view(scope).all(services)) this.serviceLoop.mark(serviceArn)
    }
  }

  private report(event: RuntimeEvent): void {
    const taskArn = this.arns.get(event.taskId)
    if (taskArn === undefined) return
    switch (event.kind) {
      case 'container-stopped': {
        const { container, exitCode, oomKilled, atMs } = event
        const reason = oomKilled ? 'OutOfMemoryError: Container killed due to memory usage' : undefined
        this.taskLoop.stopped(taskArn, container, { exitCode, reason, atMs })
        return
      }
      case 'container-health':
        this.taskLoop.change(taskArn, (task) =>
          changeContainer(task, event.container, { healthStatus: event.health }),
        )
        return
      case 'output':
        this.logs.write(taskArn, event.container, event.lines)
        return
      case 'task-lost':
        this.lost(taskArn, event.detail, event.atMs)
    }
  }

  /** The agent of a task died, and its containers with it. */
  private lost(taskArn: string, detail: string, atMs: number): void {
    const now = this.options.now()
    this.taskLoop.change(taskArn, (task) => {
      const ended = task.containers.reduce(
        (row, { name, lastStatus }) =>
          lastStatus === 'STOPPED'
            ? row
            : changeContainer(row, name, { lastStatus: 'STOPPED', finishedAtMs: atMs }),
        task,
      )
      return requestStop(ended, 'TaskFailedToStart', `InternalError: ${detail}`, now)
    })
  }

  /** Replaces credentials that near their end. */
  private rotate(): void {
    for (const task of this.liveTasks()) {
      if (task.lastStatus !== 'RUNNING' || !this.credentials.due(task)) continue
      this.performer.renewCredentials(task).catch((error: unknown) => {
        this.options.onBug(error, `credentials of ${task.taskArn}`)
      })
    }
  }
}
