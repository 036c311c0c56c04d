import { decideStarts, nextDeadline, type StartDecision } from '../launch/depends-on.ts'
import { orderedContainers } from './ordered-containers.ts'
import type { TaskStep, TaskView } from './task-view.ts'
import { windDown } from './wind-down.ts'

/** Decides the next step of one task. States move only forward; waiting is an answer. */
export function advanceTask(view: TaskView): TaskStep {
  const { task } = view
  if (task.lastStatus === 'STOPPED') return { do: 'forget' }
  if (task.desiredStatus === 'STOPPED') return windDown(view)
  const ended = essentialEnd(view)
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
  const { task } = view
  const decisions = decideStarts({ now: view.now, containers: orderedContainers(view) })
  const given = decisions.find((decision) => decision.kind === 'never')
  if (given)
    return { do: 'give-up', container: given.container, failure: given.failure, exitCode: given.exitCode }
  const startable = decisions.flatMap((decision) => (decision.kind === 'start' ? [decision.container] : []))
  if (startable.length > 0) return { do: 'start', containers: startable }
  if (task.containers.some(({ lastStatus }) => lastStatus === 'PENDING'))
    return waitForOthers(view, decisions)
  if (task.lastStatus === 'ACTIVATING') return { do: 'become', status: 'RUNNING' }
  return { do: 'wait', for: 'the end' }
}

/**
 * Containers wait for containers. ECS ends a task in which an essential one waits for what can never come (spec: LAUNCH
 * step 9: nothing can progress). A dependency times out just after its deadline, so that is when to look again.
 */
function waitForOthers(view: TaskView, decisions: readonly StartDecision[]): TaskStep {
  const { task, progress } = view
  const stuck = hopeless(decisions)
  const essential = task.containers.some((container) => container.essential && stuck.has(container.name))
  if (essential && progress.starting.size === 0 && decisions.every(({ container }) => stuck.has(container))) {
    const failure = { code: 'dependencies-unresolvable', facts: { taskArn: task.taskArn } }
    return { do: 'end', stopCode: 'TaskFailedToStart', failure }
  }
  const deadline = nextDeadline(decisions)
  return { do: 'wait', for: 'containers', ...(deadline === undefined ? {} : { untilMs: deadline + 1 }) }
}

/** Containers that wait for what can no longer come about, or for one that does, without a time limit. */
function hopeless(decisions: readonly StartDecision[]): ReadonlySet<string> {
  const stuck = new Set<string>()
  for (;;) {
    const further = decisions.find(
      (decision) =>
        decision.kind === 'wait' &&
        decision.untilMs === undefined &&
        !stuck.has(decision.container) &&
        (decision.hopeless || stuck.has(decision.on)),
    )
    if (!further) return stuck
    stuck.add(further.container)
  }
}

/**
 * An essential container that stopped takes the task with it. A program may be so short that it ends before its start
 * was answered: the task was RUNNING all the same, unless other containers never began.
 */
function essentialEnd({ task, progress }: TaskView): TaskStep | undefined {
  const ended = task.containers.find(({ essential, lastStatus }) => essential && lastStatus === 'STOPPED')
  if (!ended) return undefined
  if (progress.starting.size > 0) return { do: 'wait', for: 'containers to start' }
  const allBegan = task.containers.every(({ lastStatus }) => lastStatus !== 'PENDING')
  if (task.lastStatus === 'ACTIVATING' && allBegan && ended.startedAtMs !== undefined)
    return { do: 'become', status: 'RUNNING' }
  return {
    do: 'end',
    stopCode: 'EssentialContainerExited',
    failure: { code: 'essential-container-exited', facts: {} },
  }
}
