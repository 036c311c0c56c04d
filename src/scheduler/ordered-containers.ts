import type { OrderedContainer } from '../launch/depends-on.ts'
import type { TaskView } from './task-view.ts'

/** The containers of a task as the order of starting and stopping sees them. */
export function orderedContainers({ task, order, progress }: TaskView): OrderedContainer[] {
  return task.containers.map((container): OrderedContainer => {
    const own = order.find(({ name }) => name === container.name)
    const { startTimeoutMs, hasHealthCheck = false, dependsOn = [] } = own ?? {}
    const { startedAtMs, exitCode, healthStatus } = container
    return {
      name: container.name,
      image: container.image,
      dependsOn,
      hasHealthCheck,
      status: container.lastStatus,
      starting: progress.started.has(container.name),
      desiredStatus: task.desiredStatus,
      healthStatus: healthStatus === 'HEALTHY' || healthStatus === 'UNHEALTHY' ? healthStatus : 'UNKNOWN',
      ...(startTimeoutMs === undefined ? {} : { startTimeoutMs }),
      ...(startedAtMs === undefined ? {} : { startedAtMs }),
      ...(exitCode === undefined ? {} : { exitCode }),
    }
  })
}
