import { decideStarts, decideStops, nextDeadline, type OrderedContainer } from '../launch/depends-on.ts'
import type { TaskContainer, TaskRow, TaskStatus } from '../model/ecs/task.ts'
import type { Failure } from '../model/verdict.ts'
import type { TaskStopCode } from '@aws-sdk/client-ecs'

/** What the control plane has under way or behind it for one task. It is rebuilt after a restart, never stored. */
export interface TaskProgress {
  readonly interface: 'none' | 'attached'
  readonly attachedAtMs?: number
  readonly preparation: 'none' | 'busy' | 'done'
  readonly sandbox: 'none' | 'busy' | 'ready' | 'removing' | 'removed'
  /** Containers whose start, or whose stop, was asked for. */
  readonly starting: ReadonlySet<string>
  readonly stopping: ReadonlySet<string>
}

/** How a container's start is ordered among its neighbours; from the task definition. */
export interface ContainerOrder {
  readonly name: string
  readonly dependsOn: OrderedContainer['dependsOn']
  readonly startTimeoutMs?: number
  readonly hasHealthCheck: boolean
}

/** All that a decision about a task may look at. */
export interface TaskView {
  readonly now: number
  readonly task: TaskRow
  readonly order: readonly ContainerOrder[]
  readonly progress: TaskProgress
  /** Between the interface being made and its being attached. */
  readonly interfaceMs: number
}

/** Exactly one thing to do for a task. */
export type TaskStep =
  | { readonly do: 'attach-interface' }
  | { readonly do: 'become'; readonly status: TaskStatus }
  | { readonly do: 'prepare' }
  | { readonly do: 'make-sandbox' }
  | { readonly do: 'start'; readonly containers: readonly string[] }
  | {
      readonly do: 'give-up'
      readonly container: string
      readonly failure: Failure
      readonly exitCode: number
    }
  | { readonly do: 'end'; readonly stopCode: TaskStopCode; readonly failure: Failure }
  | { readonly do: 'stop'; readonly containers: readonly string[] }
  | { readonly do: 'remove-sandbox' }
  | { readonly do: 'finish' }
  | { readonly do: 'wait'; readonly for: string; readonly untilMs?: number }
  | { readonly do: 'forget' }

/** Decides the next step of one task. States move only forward; waiting is an answer. */
export function advanceTask(view: TaskView): TaskStep {
  const { task } = view
  if (task.lastStatus === 'STOPPED') return { do: 'forget' }
  if (task.desiredStatus === 'STOPPED') return wind(view)
  const ended = essentialEnd(task)
  if (ended) return ended
  switch (task.lastStatus) {
    case 'PROVISIONING':
      return provision(view)
    case 'PENDING':
      return pending(view)
    default:
      return activate(view)
  }
}

function provision({ task, progress, now, interfaceMs }: TaskView): TaskStep {
  if (task.networkConfiguration && progress.interface === 'none') return { do: 'attach-interface' }
  const readyAtMs = (progress.attachedAtMs ?? 0) + interfaceMs
  if (now < readyAtMs) return { do: 'wait', for: 'network interface', untilMs: readyAtMs }
  return { do: 'become', status: 'PENDING' }
}

function pending({ progress }: TaskView): TaskStep {
  if (progress.preparation === 'none') return { do: 'prepare' }
  if (progress.preparation === 'busy') return { do: 'wait', for: 'launch steps' }
  if (progress.sandbox === 'none') return { do: 'make-sandbox' }
  if (progress.sandbox === 'busy') return { do: 'wait', for: 'network namespace' }
  return { do: 'become', status: 'ACTIVATING' }
}

/** Starts what may start; the task is RUNNING when every container runs or has done its work. */
function activate(view: TaskView): TaskStep {
  const decisions = decideStarts({ now: view.now, containers: ordered(view) })
  const given = decisions.find((decision) => decision.kind === 'never')
  if (given)
    return { do: 'give-up', container: given.container, failure: given.failure, exitCode: given.exitCode }
  const startable = decisions.flatMap((decision) => (decision.kind === 'start' ? [decision.container] : []))
  if (startable.length > 0) return { do: 'start', containers: startable }
  const waiting = view.task.containers.some((container) => container.lastStatus === 'PENDING')
  if (waiting) return { do: 'wait', for: 'containers', untilMs: nextDeadline(decisions) }
  if (view.task.lastStatus === 'ACTIVATING') return { do: 'become', status: 'RUNNING' }
  return { do: 'wait', for: 'the end' }
}

/** An essential container that stopped takes the task with it. */
function essentialEnd(task: TaskRow): TaskStep | undefined {
  const ended = task.containers.find(({ essential, lastStatus }) => essential && lastStatus === 'STOPPED')
  if (!ended) return undefined
  return {
    do: 'end',
    stopCode: 'EssentialContainerExited',
    failure: { code: 'essential-container-exited', facts: {} },
  }
}

/** The way down: containers in the reverse of their order, then the network, then the interface. */
function wind(view: TaskView): TaskStep {
  const { task, progress } = view
  const live = task.containers.filter((container) => isLive(container, progress))
  if (live.length > 0) {
    if (reached(task, 'RUNNING') && !reached(task, 'STOPPING')) return { do: 'become', status: 'STOPPING' }
    const stoppable = decideStops({ now: view.now, containers: ordered(view) })
    const next = stoppable.filter((name) => live.some((c) => c.name === name) && !progress.stopping.has(name))
    return next.length > 0 ? { do: 'stop', containers: next } : { do: 'wait', for: 'containers to stop' }
  }
  if (!reached(task, 'DEPROVISIONING')) return { do: 'become', status: 'DEPROVISIONING' }
  if (progress.sandbox === 'busy' || progress.preparation === 'busy')
    return { do: 'wait', for: 'what is under way' }
  if (progress.sandbox === 'ready') return { do: 'remove-sandbox' }
  if (progress.sandbox === 'removing') return { do: 'wait', for: 'network namespace' }
  return { do: 'finish' }
}

function isLive(container: TaskContainer, progress: TaskProgress): boolean {
  if (container.lastStatus === 'STOPPED') return false
  return container.lastStatus === 'RUNNING' || progress.starting.has(container.name)
}

const order: readonly TaskStatus[] = [
  'PROVISIONING',
  'PENDING',
  'ACTIVATING',
  'RUNNING',
  'DEACTIVATING',
  'STOPPING',
  'DEPROVISIONING',
  'STOPPED',
]

/** Whether a task is at this state or beyond it. */
export function reached(task: Pick<TaskRow, 'lastStatus'>, status: TaskStatus): boolean {
  return order.indexOf(task.lastStatus) >= order.indexOf(status)
}

function ordered({ task, order: orders, progress }: TaskView): OrderedContainer[] {
  return task.containers.map((container) => {
    const own = orders.find(({ name }) => name === container.name)
    return {
      name: container.name,
      image: container.image,
      dependsOn: own?.dependsOn ?? [],
      startTimeoutMs: own?.startTimeoutMs,
      hasHealthCheck: own?.hasHealthCheck ?? false,
      status: container.lastStatus,
      starting: progress.starting.has(container.name),
      desiredStatus: task.desiredStatus,
      healthStatus: container.healthStatus,
      startedAtMs: container.startedAtMs,
      exitCode: container.exitCode,
    }
  }) as OrderedContainer[]
}
