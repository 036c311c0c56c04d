import type { Cluster, ClusterField, KeyValuePair } from '@aws-sdk/client-ecs'
import type { ClusterRow } from '../../../model/ecs/cluster.ts'
import type { ServiceRow } from '../../../model/ecs/service.ts'
import { services, tasks } from '../../../model/ecs/tables.ts'
import type { TaskPhase } from '../../../model/ecs/task-phase.ts'
import type { View } from '../../../model/state.ts'
import { serviceLaunchType } from './service-launch-type.ts'

const launchTypes = ['FARGATE', 'EC2', 'EXTERNAL'] as const
type CountedLaunchType = (typeof launchTypes)[number]

/** A cluster as ECS describes it; what is not asked for by `include` is empty. Counts cost the same at any size. */
export function clusterView(view: View, row: ClusterRow, include: readonly ClusterField[]): Cluster {
  return {
    clusterArn: row.clusterArn,
    clusterName: row.clusterName,
    status: row.status,
    registeredContainerInstancesCount: 0,
    runningTasksCount: countTasks(view, row, 'running'),
    pendingTasksCount: countTasks(view, row, 'pending'),
    activeServicesCount: view.countBy(services, 'active', row.clusterArn),
    statistics: include.includes('STATISTICS') ? statistics(view, row) : [],
    tags: include.includes('TAGS') ? [...row.tags] : [],
    settings: include.includes('SETTINGS') ? [...row.settings] : [],
    configuration: include.includes('CONFIGURATIONS') ? row.configuration : undefined,
    capacityProviders: [...row.capacityProviders],
    defaultCapacityProviderStrategy: [...row.defaultCapacityProviderStrategy],
    attachments: include.includes('ATTACHMENTS') ? [] : undefined,
    serviceConnectDefaults: row.serviceConnectDefaults,
  }
}

/** Everything of a cluster, as the operations that change one answer. */
export function wholeClusterView(view: View, row: ClusterRow): Cluster {
  return clusterView(view, row, ['CONFIGURATIONS', 'SETTINGS', 'TAGS'])
}

function countTasks(view: View, { clusterArn }: ClusterRow, phase: TaskPhase): number {
  let count = 0
  for (const launchType of launchTypes)
    count += view.countBy(tasks, 'clusterPhase', `${clusterArn} ${launchType} ${phase}`)
  return count
}

function statistics(view: View, row: ClusterRow): KeyValuePair[] {
  const own = [...view.by(services, 'cluster', row.clusterArn)]
  const typed = own.map((service) => ({ service, launchType: serviceLaunchType(view, service) }))
  const countServices = (status: ServiceRow['status'], launchType: CountedLaunchType): number =>
    typed.filter((each) => each.service.status === status && each.launchType === launchType).length
  const counts: [string, number][] = []
  for (const launchType of ['EC2', 'FARGATE', 'EXTERNAL'] as const) {
    const name = { EC2: 'EC2', FARGATE: 'Fargate', EXTERNAL: 'External' }[launchType]
    const count = (phase: TaskPhase): number =>
      view.countBy(tasks, 'clusterPhase', `${row.clusterArn} ${launchType} ${phase}`)
    counts.push(
      [`running${name}TasksCount`, count('running')],
      [`pending${name}TasksCount`, count('pending')],
      [`active${name}ServiceCount`, countServices('ACTIVE', launchType)],
      [`draining${name}ServiceCount`, countServices('DRAINING', launchType)],
    )
  }
  return counts.map(([name, value]) => ({ name, value: String(value) }))
}
