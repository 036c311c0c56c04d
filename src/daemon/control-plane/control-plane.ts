import type { FrontDoor } from '../../aws/front-door.ts'
import type { FreshIds } from '../../aws/operation.ts'
import { services, taskDefinitions, tasks } from '../../model/ecs/tables.ts'
import { taskDefinitionKey } from '../../model/ecs/task-definition.ts'
import type { TaskRow } from '../../model/ecs/task.ts'
import type { ObjectStore } from '../../model/objects.ts'
import type { RecoveredTask, Runtime, RuntimeEvent } from '../../runtime/contract.ts'
import type { Pace } from '../../scheduler/pace.ts'
import { reached } from '../../scheduler/task-states.ts'
import { changeContainer } from '../../scheduler/task-transitions.ts'
import type { Change } from '../../store/journal.ts'
import type { Store } from '../../store/store.ts'
import { endTask, resumeTask } from './resume-task.ts'
import { scopeOfArn } from './scope.ts'
import { ServiceLoop } from './service-loop.ts'
import { TaskCredentials } from './task-credentials.ts'
import { TaskLogs } from './task-logs.ts'
import { TaskLoop } from './task-loop.ts'
import { TaskPerformer } from './task-performer.ts'
import { removeVolumes, tasksWithVolumes } from './task-volumes.ts'

/** How often credentials are looked at for rotation. */
const ROTATION_CHECK_MS = 60_000

/** What a control plane is made of. */
export interface ControlPlaneOptions {
  readonly store: Store
  readonly objects: ObjectStore
  readonly door: FrontDoor
  /** Makes the runtime; what it reports is handed to the listener. */
  readonly runtime: (listener: (event: RuntimeEvent) => void) => Runtime
  readonly pace: Pace
  /** Epoch milliseconds of the account's clock. */
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
  /** ARNs of tasks that are not STOPPED, by task id. */
  private readonly arns = new Map<string, string>()
  private readonly rotation: NodeJS.Timeout
  /** What the runtime reports before the tasks it concerns were taken up. */
  private held: RuntimeEvent[] | undefined = []
  private closed = false

  constructor(options: ControlPlaneOptions) {
    this.options = options
    const { store, door, pace, now, fresh, onBug } = options
    this.runtime = options.runtime((event) => this.hear(event))
    this.logs = new TaskLogs({ door, onTrouble: onBug })
    this.credentials = new TaskCredentials(store, fresh, now)
    const { runtime, logs, credentials } = this
    this.performer = new TaskPerformer({ ...options, runtime, logs, credentials })
    this.serviceLoop = new ServiceLoop({ store, pace, now, fresh, onBug })
    this.taskLoop = new TaskLoop({ store, performer: this.performer, pace, now, fresh, onBug })
    this.rotation = setInterval(() => this.rotate(), ROTATION_CHECK_MS)
    this.rotation.unref()
  }

  /** Takes up where the last daemon left off, then follows every change. */
  async start(): Promise<void> {
    const found = new Map<string, RecoveredTask>()
    for (const task of await this.recover()) found.set(task.taskId, task)
    await this.removeLeftovers([...found.keys()])
    // From here on nothing waits: what is asked for meanwhile is either in these rows or followed.
    for (const task of this.liveTasks()) this.resume(task, found.get(task.taskId))
    this.options.store.onCommit((changes) => this.follow(changes))
    this.markAll()
    const held = this.held ?? []
    this.held = undefined
    for (const event of held) this.report(event)
  }

  /** The clock was moved: whatever waits for time looks again. */
  wakeAll(): void {
    this.serviceLoop.wakeAll()
    this.taskLoop.wakeAll()
    this.rotate()
  }

  /**
   * Ends all work of the control plane and lets go of the runtime's tasks: they keep running. What they wrote until then
   * is in their log streams, and what they write from then on is told to the next control plane.
   */
  async close(): Promise<void> {
    this.closed = true
    clearInterval(this.rotation)
    this.serviceLoop.close()
    await this.taskLoop.close()
    await this.runtime.detach()
    await this.logs.flushAll()
  }

  private liveTasks(): TaskRow[] {
    const { store } = this.options
    return store.scopesOf(tasks).flatMap((scope) => [...store.view(scope).by(tasks, 'live', 'live')])
  }

  /** In the simulated runtime nothing outlives the daemon: what the rows say is running is made again. */
  private async recover(): Promise<readonly RecoveredTask[]> {
    if (this.runtime.name !== 'simulated') return await this.runtime.recover()
    const alive = this.liveTasks().filter(
      (task) => reached(task, 'ACTIVATING') && !reached(task, 'DEPROVISIONING'),
    )
    return await Promise.all(alive.map((task) => this.performer.revive(task)))
  }

  private resume(task: TaskRow, found: RecoveredTask | undefined): void {
    const { taskArn } = task
    this.arns.set(task.taskId, taskArn)
    if (found) this.registerLogs(task)
    const resumed = resumeTask(task, found, this.taskLoop.memory(taskArn), this.options.now())
    if (resumed.task !== task) this.taskLoop.change(taskArn, () => resumed.task)
    for (const { name, exitCode, oomKilled, finishedAtMs } of resumed.ended) {
      this.containerStopped(taskArn, name, exitCode, oomKilled, finishedAtMs)
    }
  }

  private registerLogs(task: TaskRow): void {
    const view = this.options.store.view(scopeOfArn(task.taskArn))
    const definition = view.get(taskDefinitions, taskDefinitionKey(task.taskDefinitionArn))
    for (const { name = '', logConfiguration } of definition?.definition.containerDefinitions ?? []) {
      if (!logConfiguration) continue
      const { logDriver: driver = '', options = {} } = logConfiguration
      this.logs.register(task, name, { driver, options })
    }
  }

  /** What is left on this machine of tasks that are not there any more. */
  private async removeLeftovers(found: readonly string[]): Promise<void> {
    const { volumesFolder } = this.options
    const live = new Set(this.liveTasks().map(({ taskId }) => taskId))
    const gone = (taskId: string): boolean => !live.has(taskId)
    const volumes = tasksWithVolumes(volumesFolder).filter(gone)
    await Promise.all([
      ...found.filter(gone).map((taskId) => this.runtime.removeTask(taskId)),
      ...volumes.map((taskId) => removeVolumes(volumesFolder, taskId)),
    ])
  }

  private follow(changes: readonly Change[]): void {
    if (this.closed) return
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
    if (task.lastStatus === 'STOPPED') this.arns.delete(task.taskId)
    else this.arns.set(task.taskId, taskArn)
    this.taskLoop.mark(taskArn)
    if (task.serviceArn !== undefined) this.serviceLoop.mark(task.serviceArn)
  }

  private markAll(): void {
    const { store } = this.options
    for (const scope of store.scopesOf(tasks)) {
      const rows = [...store.view(scope).all(tasks)]
      // STOPPED ones are forgotten in the order in which they stopped.
      for (const task of rows.sort((a, b) => (a.stoppedAtMs ?? 0) - (b.stoppedAtMs ?? 0))) {
        if (task.lastStatus !== 'STOPPED') this.arns.set(task.taskId, task.taskArn)
        this.taskLoop.mark(task.taskArn)
      }
    }
    for (const scope of store.scopesOf(services)) {
      for (const { serviceArn } of store.view(scope).all(services)) this.serviceLoop.mark(serviceArn)
    }
  }

  private hear(event: RuntimeEvent): void {
    // A runtime takes what it told as heard: lines are kept until it is let go.
    if (this.closed && event.kind !== 'output') return
    if (this.held) this.held.push(event)
    else this.report(event)
  }

  private report(event: RuntimeEvent): void {
    const taskArn = this.arns.get(event.taskId)
    if (taskArn === undefined) return
    switch (event.kind) {
      case 'container-stopped':
        this.containerStopped(taskArn, event.container, event.exitCode, event.oomKilled, event.atMs)
        return
      case 'container-health':
        this.taskLoop.change(taskArn, (task) => withHealth(task, event))
        return
      case 'output':
        this.logs.write(taskArn, event.container, event.lines)
        return
      case 'task-lost':
        this.taskLoop.change(taskArn, (task) => endTask(task, event.detail, event.atMs))
    }
  }

  private containerStopped(
    taskArn: string,
    container: string,
    exitCode: number | undefined,
    oomKilled = false,
    atMs = this.options.now(),
  ): void {
    const reason = oomKilled ? { reason: 'OutOfMemoryError: Container killed due to memory usage' } : {}
    const code = exitCode === undefined ? {} : { exitCode }
    this.taskLoop.stopped(taskArn, container, { ...code, ...reason, atMs })
  }

  /** Replaces credentials that near their end. */
  private rotate(): void {
    for (const taskArn of this.credentials.due()) {
      const task = this.options.store.view(scopeOfArn(taskArn)).get(tasks, taskArn)
      if (!task || task.lastStatus === 'STOPPED') continue
      this.performer.renewCredentials(task).catch((error: unknown) => {
        this.options.onBug(error, `credentials of ${taskArn}`)
      })
    }
  }
}

/** A health check reports each of its runs; only a change is one. */
function withHealth(
  task: TaskRow,
  { container: name, health, output }: Extract<RuntimeEvent, { kind: 'container-health' }>,
): TaskRow {
  const container = task.containers.find((candidate) => candidate.name === name)
  if (!container || container.lastStatus === 'STOPPED' || container.healthStatus === health) return task
  return changeContainer(task, name, { healthStatus: health, healthOutput: output })
}
