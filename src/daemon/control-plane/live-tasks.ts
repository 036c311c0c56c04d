import { deployments, tasks } from '../../model/ecs/tables.ts'
import type { DeploymentRow } from '../../model/ecs/service.ts'
import type { TaskRow } from '../../model/ecs/task.ts'
import type { View } from '../../model/state.ts'

const phases = ['pending', 'running', 'stopping'] as const

/** The deployments of a service: PRIMARY first, then the newest. */
export function deploymentsOf(view: View, serviceArn: string): DeploymentRow[] {
  return [...view.by(deployments, 'service', serviceArn)].sort(
    (a, b) => rank(a) - rank(b) || b.createdAtMs - a.createdAtMs,
  )
}

function rank({ status }: DeploymentRow): number {
  return status === 'PRIMARY' ? 0 : 1
}

/** The tasks of these deployments that are not STOPPED, without a look at those that are. */
export function liveTasks(view: View, of: readonly DeploymentRow[]): TaskRow[] {
  const live: TaskRow[] = []
  for (const { id } of of)
    for (const phase of phases)
      for (const task of view.by(tasks, 'deploymentPhase', `${id} ${phase}`)) live.push(task)
  return live
}
