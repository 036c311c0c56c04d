import { decideStops } from '../launch/depends-on.ts'
import type { TaskContainer } from '../model/ecs/task.ts'
import { orderedContainers } from './ordered-containers.ts'
import { reached } from './task-states.ts'
import type { TaskProgress, TaskStep, TaskView } from './task-view.ts'

/**
 * The way down (spec: LAUNCH §5): deregistration, containers in the reverse of their order, what the task had on this
 * machine, its interface. It is the same from every state; what never was is passed over.
 */
export function windDown(view: TaskView): TaskStep {
  const { task, progress } = view
  if (view.deregisters && task.lastStatus === 'RUNNING') return { do: 'become', status: 'DEACTIVATING' }
  const live = task.containers.filter((container) => isLive(container, progress))
  if (live.length > 0) return stopContainers(view, live)
  if (!reached(task, 'DEPROVISIONING')) return { do: 'become', status: 'DEPROVISIONING' }
  if (progress.sandbox === 'busy' || progress.preparation === 'busy')
    return { do: 'wait', for: 'what is under way' }
  // Also where there was no network namespace yet: log streams, volumes and credentials come before it.
  if (progress.sandbox === 'none' || progress.sandbox === 'ready') return { do: 'clean-up' }
  if (progress.sandbox === 'removing') return { do: 'wait', for: 'network namespace' }
  return { do: 'finish' }
}

/** What never started holds nothing up; what is being started is stopped when it has. */
function stopContainers(view: TaskView, live: readonly TaskContainer[]): TaskStep {
  const { task, progress } = view
  if (!reached(task, 'STOPPING')) return { do: 'become', status: 'STOPPING' }
  const names = new Set(live.map(({ name }) => name))
  const containers = orderedContainers(view).filter(({ name }) => names.has(name))
  const next = decideStops({ now: view.now, containers }).filter(
    (name) => !progress.stopping.has(name) && !progress.starting.has(name),
  )
  return next.length > 0 ? { do: 'stop', containers: next } : { do: 'wait', for: 'containers to stop' }
}

function isLive({ name, lastStatus }: TaskContainer, progress: TaskProgress): boolean {
  return lastStatus === 'RUNNING' || progress.starting.has(name)
}
