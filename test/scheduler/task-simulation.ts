import type { OrderedContainer } from '../../src/launch/depends-on.ts'
import type { TaskContainer, TaskRow } from '../../src/model/ecs/task.ts'
import { advanceTask } from '../../src/scheduler/advance-task.ts'
import type { ContainerOrder, TaskProgress, TaskStep } from '../../src/scheduler/task-view.ts'
import { become, changeContainer, requestStop } from '../../src/scheduler/task-transitions.ts'

/** A container of a simulated task, as its definition would say it. */
export interface SimulatedContainer {
  readonly name: string
  readonly essential?: boolean
  readonly dependsOn?: OrderedContainer['dependsOn']
  readonly startTimeoutMs?: number
  readonly healthCheck?: boolean
}

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] }

/** One task as a small world of its own: takes the steps that are decided, and lets a test answer them. */
export class TaskSimulation {
  now = 1_000_000
  task: TaskRow
  readonly steps: TaskStep[] = []
  readonly progress: Mutable<TaskProgress> & {
    started: Set<string>
    starting: Set<string>
    stopping: Set<string>
  } = {
    interface: 'none',
    preparation: 'none',
    sandbox: 'none',
    started: new Set(),
    starting: new Set(),
    stopping: new Set(),
  }
  private readonly order: readonly ContainerOrder[]
  private readonly deregisters: boolean

  constructor(containers: readonly SimulatedContainer[], deregisters = false) {
    this.deregisters = deregisters
    this.order = containers.map(({ name, dependsOn = [], startTimeoutMs, healthCheck = false }) => ({
      name,
      dependsOn,
      hasHealthCheck: healthCheck,
      ...(startTimeoutMs === undefined ? {} : { startTimeoutMs }),
    }))
    this.task = {
      taskArn: 'arn:aws:ecs:us-east-1:000000000000:task/default/0123456789abcdef0123456789abcdef',
      taskId: '0123456789abcdef0123456789abcdef',
      networkConfiguration: { subnets: ['subnet-1'] },
      desiredStatus: 'RUNNING',
      lastStatus: 'PROVISIONING',
      healthStatus: 'UNKNOWN',
      createdAtMs: this.now,
      attachments: [],
      version: 1,
      containers: containers.map(
        ({ name, essential = true, healthCheck = false }) =>
          ({
            name,
            image: name,
            essential,
            checksHealth: healthCheck,
            lastStatus: 'PENDING',
            healthStatus: 'UNKNOWN',
          }) as unknown as TaskContainer,
      ),
    } as unknown as TaskRow
  }

  /** Decides and applies until something must happen or the task is over. Throws where it does not come to rest. */
  settle(): TaskStep {
    for (let count = 0; count < 100; count += 1) {
      const step = advanceTask({
        now: this.now,
        task: this.task,
        order: this.order,
        progress: this.progress,
        interfaceMs: 0,
        deregisters: this.deregisters,
      })
      if (step.do === 'wait' || step.do === 'forget') return step
      this.steps.push(step)
      this.apply(step)
    }
    throw new Error('the task does not come to rest')
  }

  container(name: string): TaskContainer {
    const found = this.task.containers.find((container) => container.name === name)
    if (!found) throw new Error(`there is no container ${name}`)
    return found
  }

  prepared(): void {
    if (this.progress.preparation === 'busy') this.progress.preparation = 'done'
  }

  sandboxReady(): void {
    if (this.progress.sandbox === 'busy') this.progress.sandbox = 'ready'
    if (this.progress.sandbox === 'removing') this.progress.sandbox = 'removed'
  }

  /** A start is answered: the container runs, or has ended already. */
  startAnswered(name: string): void {
    if (!this.progress.starting.delete(name)) return
    const ended = this.container(name).lastStatus === 'STOPPED'
    this.change(name, ended ? { startedAtMs: this.now } : { lastStatus: 'RUNNING', startedAtMs: this.now })
  }

  exited(name: string, exitCode: number): void {
    if (!this.progress.started.has(name) || this.container(name).lastStatus === 'STOPPED') return
    this.change(name, { lastStatus: 'STOPPED', exitCode, finishedAtMs: this.now })
  }

  health(name: string, healthStatus: 'HEALTHY' | 'UNHEALTHY'): void {
    if (this.container(name).lastStatus === 'RUNNING') this.change(name, { healthStatus })
  }

  stop(): void {
    this.task = requestStop(this.task, 'UserInitiated', 'Task stopped by user', this.now)
  }

  private change(name: string, change: Partial<TaskContainer>): void {
    this.task = changeContainer(this.task, name, change)
  }

  private apply(step: TaskStep): void {
    switch (step.do) {
      case 'attach-interface':
        this.progress.interface = 'attached'
        return
      case 'become':
        this.task = become(this.task, step.status, this.now)
        return
      case 'prepare':
        this.progress.preparation = 'busy'
        return
      case 'make-sandbox':
        this.progress.sandbox = 'busy'
        return
      case 'start':
        for (const name of step.containers) {
          this.progress.started.add(name)
          this.progress.starting.add(name)
        }
        return
      case 'give-up':
        if (this.container(step.container).essential)
          this.task = requestStop(this.task, 'TaskFailedToStart', step.failure.code, this.now)
        this.change(step.container, {
          lastStatus: 'STOPPED',
          exitCode: step.exitCode,
          reason: step.failure.code,
        })
        return
      case 'end':
        this.task = requestStop(this.task, step.stopCode, step.failure.code, this.now)
        return
      case 'stop':
        for (const name of step.containers) this.progress.stopping.add(name)
        return
      case 'clean-up':
        this.progress.sandbox = 'removing'
        return
      case 'finish':
        this.task = become(this.task, 'STOPPED', this.now)
        return
      case 'wait':
      case 'forget':
    }
  }
}
